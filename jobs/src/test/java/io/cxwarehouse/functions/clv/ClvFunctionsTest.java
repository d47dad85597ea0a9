package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

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
    assertThat(ClvFunctions.discountedOrders(BGNBD, PURCHASES, 2, 213, 272, 12, 0))
        .isCloseTo(ClvFunctions.expectedOrders(BGNBD, PURCHASES, 2, 213, 272, 12), within(1e-12));
  }

  @Test
  void unknownModelIsNamed() {
    assertThatThrownBy(
            () -> ClvFunctions.pAlive(UTF8String.fromString("oracle"), PURCHASES, 1, 2, 3))
        .hasMessageContaining("oracle")
        .hasMessageContaining("bgnbd");
  }
}
