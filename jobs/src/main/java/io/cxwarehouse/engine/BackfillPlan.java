package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Selection;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Which dates there are still to be run, and about how long each takes.
 *
 * @param done dates of which a run of the same tables ended well, with definitions and settings as
 *     they are now
 * @param left the others, in the order asked for
 * @param tables that are looked at for each date
 * @param asOfTables those of them that get rows of each date
 * @param secondsPerDate of earlier runs, half of which took less; empty: there are none
 */
public record BackfillPlan(
    List<LocalDate> done,
    List<LocalDate> left,
    List<TableId> tables,
    List<TableId> asOfTables,
    OptionalDouble secondsPerDate) {
  /** So many of the latest runs tell how long one takes. */
  private static final int LATEST = 20;

  static BackfillPlan of(
      Warehouse warehouse, List<LocalDate> dates, List<String> only, boolean again) {
    Set<TableId> chosen = Selection.of(only, warehouse.graph());
    RunState state = warehouse.state();
    String names = only.isEmpty() ? null : String.join(",", only);
    LocalDate latest = dates.stream().max(Comparator.naturalOrder()).orElseThrow();
    String digest = warehouse.definitionDigest(state.tableAsOf(latest));
    List<Row> ended =
        state.standing().stream()
            .filter(run -> Integer.valueOf(ExitCode.OK.code()).equals(run.getAs("exit_code")))
            .filter(RunState::isOfADate)
            .toList();
    Set<LocalDate> done =
        ended.stream()
            .filter(run -> digest.equals(run.getAs("definition_digest")))
            .filter(
                run -> isOfAll(run) || (names != null && names.equals(run.getAs("only_tables"))))
            .map(run -> run.<Date>getAs("as_of").toLocalDate())
            .filter(date -> !again)
            .collect(Collectors.toSet());
    return new BackfillPlan(
        dates.stream().filter(done::contains).toList(),
        dates.stream().filter(Predicate.not(done::contains)).toList(),
        List.copyOf(chosen),
        warehouse.graph().nodes().stream()
            .filter(node -> chosen.contains(node.id()))
            .filter(node -> node.definition().spec().asOfColumn().isPresent())
            .map(Graph.Node::id)
            .toList(),
        Forecast.median(
            ended.stream()
                .filter(
                    run -> names == null ? isOfAll(run) : names.equals(run.getAs("only_tables")))
                .sorted(Comparator.comparingLong(RunState::number).reversed())
                .limit(LATEST)
                .map(RunState::seconds)
                .toList()));
  }

  /** Only such a run says which files it saw. */
  private static boolean isOfAll(Row run) {
    return run.getAs("landing_digest") != null;
  }
}
