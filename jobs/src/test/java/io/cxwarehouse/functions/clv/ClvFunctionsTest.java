package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClvFunctionsTest {
  private static final UTF8String BGNBD = UTF8String.fromString("bgnbd");
  private static final ArrayData PURCHASES =
      new GenericArrayData(new double[] {0.2425945, 4.413602, 0.792922, 2.425907});
  private static final ArrayData SPEND =
      new GenericArrayData(new double[] {6.249572, 3.744225, 15.443521});

  @Test
  void withoutRepeatPurchasesTheValueIsThePopulationsMean() {
    // p v / (q - 1) = 6.249572 * 15.443521 / 2.744225
    assertThat(ClvFunctions.expectedOrderValue(SPEND, 0, 0)).isCloseTo(35.170366, within(1e-5));
  }

  @Test
  void freeAndNegativeRepeatDaysCountAsWorthNothing() {
    assertThat(ClvFunctions.expectedOrderValue(SPEND, 2, -50))
        .isEqualTo(ClvFunctions.expectedOrderValue(SPEND, 2, 0))
        .isPositive();
  }

  @Test
  void withoutDiscountMonthsAddUpToTheHorizon() {
    InternalRow scores = ClvFunctions.scores(BGNBD, PURCHASES, 2, 213, 272, 12, 0);
    assertThat(scores.getDouble(2)).isCloseTo(scores.getDouble(1), within(1e-12));
  }

  /** The parts of a score are computed together, and are what they are apart. */
  @ParameterizedTest
  @CsvSource({
    "bgnbd, 2, 213, 272",
    "bgnbd, 0, 0, 0",
    "bgnbd, 1000, 3640, 3650",
    "bgnbd, 5000, 3640, 3640",
    "mbgnbd, 2, 213, 272",
    "mbgnbd, 0, 0, 3650",
    "mbgnbd, 5000, 3640, 3650",
    "pareto_nbd, 2, 213, 272",
    "pareto_nbd, 0, 0, 0",
    "pareto_nbd, 5000, 3640, 3650"
  })
  void scoresAreMadeOfTheModelsAnswers(String name, long frequency, long recency, long age) {
    Model model = Models.byName(name);
    double[] theta = PURCHASES.toDoubleArray();
    InternalRow scores =
        ClvFunctions.scores(
            UTF8String.fromString(name), PURCHASES, frequency, recency, age, 12, 0.1);
    double discounted = 0;
    double before = 0;
    for (int month = 1; month <= 12; month++) {
      double orders =
          model.expectedOrders(theta, frequency, recency / 7.0, age / 7.0, month * 4.345);
      discounted += (orders - before) / Math.pow(1.1, month / 12.0);
      before = orders;
    }
    assertThat(scores.getDouble(0))
        .isEqualTo(model.pAlive(theta, frequency, recency / 7.0, age / 7.0));
    assertThat(scores.getDouble(1)).isCloseTo(before, withinPercentage(1e-10));
    assertThat(scores.getDouble(2)).isCloseTo(discounted, withinPercentage(1e-10));
  }

  @Test
  void unknownModelIsNamed() {
    assertThatThrownBy(
            () -> ClvFunctions.scores(UTF8String.fromString("oracle"), PURCHASES, 1, 2, 3, 12, 0.1))
        .hasMessageContaining("oracle")
        .hasMessageContaining("bgnbd");
  }
}
