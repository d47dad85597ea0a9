package io.cxwarehouse.explain;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Explains every KPI of a scorecard: what it names must give the value that is published, and lie
 * in the files that it names.
 */
public final class EveryKpi {
  private final Engine engine;
  private final Explainer explainer;
  private final Path landing;

  /** KPIs that were explained. */
  private final Set<String> walked = Collections.synchronizedSet(new TreeSet<>());

  /** Tables from whose rows delivered ones were found. */
  private final Set<String> followed = Collections.synchronizedSet(new TreeSet<>());

  public EveryKpi(Engine engine, Settings settings, Path landing) {
    this.engine = engine;
    this.explainer = new Explainer(engine, settings, engine.publications().current().orElseThrow());
    this.landing = landing;
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

  public Set<String> followed() {
    return followed;
  }

  private void explain(Row score) {
    String what = score.mkString(" ");
    boolean isTotal = score.getAs("segment_name").equals("all");
    Counted counted = explainer.counted(score);
    assertThat(counted.isSame(score.getAs("value")))
        .as("%s of the rows of %s", counted.value(), what)
        .isTrue();
    if (isTotal) {
      walked.add(score.getAs("kpi"));
    }
    if (isTotal && counted.n() > 0 && followed.add(counted.table())) {
      Explanation found = explainer.explain(score);
      assertThat(found.unnamed()).as("without a delivered row: " + what).isZero();
      assertThat(found.files()).as("files of " + what).isNotEmpty();
      for (Row row : found.rows().limit(20).collectAsList()) {
        assertThat(line(row)).as(row.mkString(" ")).isTrue();
      }
    }
  }

  /** Whether the file is there and, where it is plain text, the native id stands in it. */
  private boolean line(Row row) {
    String name = row.getAs("file");
    String id = row.getAs("record_id");
    String part = id.substring(id.indexOf(':') + 1).split("[|:]")[0];
    try {
      byte[] bytes = Files.readAllBytes(landing.resolve(name));
      return part.startsWith("x_") // named by what it says
          || !name.matches(".*\\.(csv|json|jsonl)")
          || new String(bytes, StandardCharsets.ISO_8859_1).contains(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
