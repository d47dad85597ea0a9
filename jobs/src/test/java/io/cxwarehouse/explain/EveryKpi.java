package io.cxwarehouse.explain;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Parallel;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Explains every KPI of a scorecard: what it names must give the value that is published, and lie
 * in the files that it names.
 */
public final class EveryKpi {
  private final Engine engine;
  private final Explainer explainer;
  private final DeliveredFiles files;

  /** KPIs that were explained. */
  private final Set<String> walked = Collections.synchronizedSet(new TreeSet<>());

  /** Kind and id of what was followed to delivered rows, of each table. */
  private final Map<String, Set<String>> followed = new ConcurrentHashMap<>();

  public EveryKpi(Engine engine, Settings settings, Path landing) {
    this.engine = engine;
    this.explainer = new Explainer(engine, settings, engine.publications().current().orElseThrow());
    this.files = new DeliveredFiles(settings, landing);
  }

  /**
   * The total of each, in its window with the most; of the first KPI of each table also one value
   * of each segment.
   */
  public Set<String> explain(LocalDate asOf) {
    Map<String, Row> most = new HashMap<>();
    List<Row> scores =
        engine
            .query(Explainer.SCORES)
            .where("value IS NOT NULL")
            .where(col("as_of_date").equalTo(Date.valueOf(asOf)))
            .orderBy("kpi", "segment_name", "segment_value", "window_name")
            .collectAsList();
    Map<String, String> first = new HashMap<>();
    for (Row score : scores) {
      String kpi = score.getAs("kpi");
      String of = first.computeIfAbsent(score.getAs("source_table"), table -> kpi);
      boolean isTotal = score.getAs("segment_name").equals("all");
      if (explainer.isNameable(score) && (isTotal || of.equals(kpi))) {
        most.merge(
            kpi + " " + score.getAs("segment_name"),
            score,
            (a, b) -> b.<Long>getAs("n") > a.<Long>getAs("n") ? b : a);
      }
    }
    List<Row> chosen = new ArrayList<>(most.values());
    chosen.sort(Comparator.comparingLong((Row score) -> score.<Long>getAs("n")).reversed());
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    Parallel.forEach(
        chosen,
        2,
        score -> {
          try {
            explain(score);
          } catch (AssertionError | RuntimeException e) {
            wrong.add(score.getAs("kpi") + ": " + e.getMessage());
          }
        });
    assertThat(wrong).isEmpty();
    return walked;
  }

  private void explain(Row score) {
    String what = score.mkString(" ");
    Counted counted = explainer.counted(score);
    assertThat(counted.isSame(score.getAs("value")))
        .as("%s of the rows of %s", counted.value(), what)
        .isTrue();
    if (score.getAs("segment_name").equals("all")) {
      walked.add(score.getAs("kpi"));
      follow(score, counted, what);
    }
    counted.rows().unpersist();
  }

  /** A KPI of which another one of its table has followed all is not followed again. */
  private void follow(Row score, Counted counted, String what) {
    Set<String> things = new TreeSet<>();
    for (Row thing : counted.rows().select("kind", "id").distinct().collectAsList()) {
      things.add(thing.mkString(" "));
    }
    Set<String> known =
        followed.computeIfAbsent(counted.table(), table -> ConcurrentHashMap.newKeySet());
    if (known.containsAll(things)) {
      return;
    }
    Explanation found = explainer.explain(score);
    assertThat(found.unnamed()).as("without a delivered row: " + what).isZero();
    assertThat(found.files()).as("files of " + what).isNotEmpty();
    Dataset<Row> ofEachFile = found.rows().dropDuplicates("source", "entity", "file");
    for (Row row : ofEachFile.collectAsList()) {
      assertThat(files.hold(row)).as(row.mkString(" ")).isTrue();
    }
    found.rows().unpersist();
    known.addAll(things);
  }
}
