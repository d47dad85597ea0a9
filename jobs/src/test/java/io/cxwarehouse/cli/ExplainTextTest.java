package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.explain.Counted;
import io.cxwarehouse.explain.Explanation;
import io.cxwarehouse.explain.Settling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A share that was published as 50 %, and is counted again as 40 %. */
class ExplainTextTest extends SparkCase {
  private final StringWriter written = new StringWriter();

  @Test
  void recordedChangesAreNamedOnlyWhereThereAreAny() {
    text(true).print(Optional.of(explanation()), false, ExplainFormat.TEXT);
    assertThat(written.toString())
        .contains(
            "as published now, it is 40.0 %: rows of its dates changed or are no longer kept, see"
                + " --why-changed.");
    text(false).print(Optional.of(explanation()), false, ExplainFormat.TEXT);
    assertThat(written.toString())
        .contains("it is 40.0 %: rows of its dates changed or are no longer kept.")
        .doesNotContain("--why-changed");
  }

  @Test
  void aValueSaysHowMuchItsLikeStillMove() {
    text(true).print(Optional.of(explanation()), false, ExplainFormat.TEXT);
    assertThat(written.toString())
        .contains(
            "settling   numbers of this age usually still move by ±1.2 pp (by at most ±3.0 pp in 9"
                + " of 10 of 62 nights)");
    assertThat(SettlingText.of(new Settling("share", "share", 62, 0, 0.00001)))
        .isEqualTo("numbers of this age hardly move any more (9 of 10 of 62 nights)");
  }

  /** A row that came anew is in no record, so that none does not mean that nothing changed. */
  @Test
  void noRecordIsNoProof() {
    text(true).restated(List.of(), ExplainFormat.TEXT);
    assertThat(written.toString())
        .contains("No recorded change: ", "rows that came anew are not")
        .doesNotContain("no run changed");
  }

  @Test
  void deliveredRowsAreOrderedCsv() {
    text(true).print(Optional.of(explanation()), true, ExplainFormat.CSV);
    assertThat(written.toString())
        .isEqualTo(
            "counted,source,entity,record_id,file,row_number,delivery_date\r\n"
                + "t1,crm,tickets,crm:1,a.csv,1,2026-03-02\r\n"
                + "t2,crm,tickets,crm:2,a.csv,2,2026-03-02\r\n");
  }

  private ExplainText text(boolean isRestated) {
    written.getBuffer().setLength(0);
    Row score =
        sql("""
            SELECT 'share' AS kpi, DATE'2026-03-31' AS as_of_date, '28d' AS window_name,
              DATE'2026-03-04' AS window_start, DATE'2026-03-31' AS window_end,
              'all' AS segment_name, 'all' AS segment_value, 'A share' AS definition, 'share' AS unit,
              0.5D AS value, CAST(NULL AS DOUBLE) AS ci_low, CAST(NULL AS DOUBLE) AS ci_high,
              CAST(1 AS DECIMAL(38, 12)) AS numerator, CAST(2 AS DECIMAL(38, 12)) AS denominator, 2L AS n,
              'kept' AS numerator_sql, 'promised' AS denominator_sql, CAST(NULL AS STRING) AS row_filter,
              'gold.kpi_sla_daily' AS source_table
            """)
            .first();
    Publication publication =
        new Publication("r1", 1, Optional.empty(), Optional.empty(), new TreeMap<>(), false);
    return new ExplainText(
        score,
        publication,
        isRestated,
        Optional.of(new Settling("share", "share", 62, 0.012, 0.03)),
        false,
        new PrintWriter(written));
  }

  private Explanation explanation() {
    Dataset<Row> delivered =
        sql(
            """
            SELECT counted, 'crm' AS source, 'tickets' AS entity, record_id, 'a.csv' AS file,
              CAST(n AS BIGINT) AS `row_number`, DATE'2026-03-02' AS delivery_date
            FROM VALUES ('t2', 'crm:2', 2), ('t1', 'crm:1', 1) AS t(counted, record_id, n)
            """);
    return new Explanation(
        new Counted("gold.kpi_sla_daily", delivered, 2, 0.4),
        List.of(),
        delivered,
        List.of(),
        2,
        0);
  }
}
