package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.collection.mutable.WrappedArray;

class ReadableRowsTest {
  private static final Map<String, String> UNITS =
      Map.of("csat", "share", "nps", "score", "churn_rate", "share");

  @Test
  void idsYearsAndDatesStayAsTheyAre() {
    assertThat(
            shown(
                "ticket_id,year,year(d),ticket_key,n,d,name",
                12345678,
                2026,
                2026,
                12345678901L,
                12345678,
                Date.valueOf("2026-03-31"),
                "1234.5678"))
        .isEqualTo("12345678|2026|2026|12345678901|12,345,678|2026-03-31|1234.5678");
  }

  @Test
  void valuesOfAKpiAreInItsUnit() {
    String columns = "kpi,value,change,n,numerator";
    assertThat(shown(columns, "csat", 0.4567, -0.0321, 1200L, new BigDecimal("548.000000000000")))
        .isEqualTo("csat|45.7 %|-3.2 pp|1,200|548");
    assertThat(shown(columns, "nps", 34.7222, 0.0555, 72L, new BigDecimal("25.000000000000")))
        .isEqualTo("nps|34.72|0.0555|72|25");
    assertThat(shown("kpi,value", "of an earlier definition", 0.4567))
        .isEqualTo("of an earlier definition|0.457");
    assertThat(shown("kpi,unit,value", "of an earlier definition", "share", 0.4567))
        .isEqualTo("of an earlier definition|share|45.7 %");
  }

  @Test
  void aColumnNamedAsAShareIsInPercentUnlessItHoldsMore() {
    assertThat(shown("month,CHURN_RATE,churned", "2026-03", 0.0142, 3))
        .isEqualTo("2026-03|1.4 %|3");
    List<Row> percent = List.of(RowFactory.create(0.5), RowFactory.create(81.05));
    assertThat(new ReadableRows(new String[] {"csat"}, UNITS).of(percent))
        .containsExactly(new Object[] {"0.500"}, new Object[] {"81.05"});
  }

  @Test
  void arraysAreLists() {
    Object topics = WrappedArray.make(new String[] {"delivery", "billing"});
    assertThat(shown("ticket_id,topics", 7, topics)).isEqualTo("7|[delivery, billing]");
  }

  @Test
  void nullsAndOddNumbersAreShown() {
    assertThat(shown("csat,a,b,c", null, Double.NaN, Double.NEGATIVE_INFINITY, null))
        .isEqualTo("null|NaN|-∞|null");
  }

  private static String shown(String columns, Object... cells) {
    Object[] row =
        new ReadableRows(columns.split(","), UNITS).of(List.of(RowFactory.create(cells))).get(0);
    return String.join("|", Arrays.stream(row).map(String::valueOf).toList());
  }
}
