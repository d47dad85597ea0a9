package io.cxwarehouse.functions.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Both statistics of a driver as SQL has them. */
class DriverFunctionsTest {
  private static final int STATUS = 6;
  private static final int REVERSED = 8;
  private static final int BY = 9;

  private final Random random = new Random(3);

  /**
   * Customers of the large plan write a lot and seldom leave, those of the small one write little
   * and often leave; within each plan who writes more leaves more often.
   */
  @Test
  void partsThatContradictTheWholeAreTold() {
    List<Object> cases = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      boolean isLarge = i % 2 == 0;
      double contacts = (isLarge ? 6 : 1) + random.nextInt(4);
      double odds = Math.exp((isLarge ? -5 : 0) + 0.3 * (contacts - (isLarge ? 6 : 1)));
      cases.add(
          customer(
              i, contacts, random.nextDouble() < odds / (1 + odds), isLarge ? "large" : "small"));
    }
    ArrayData found = DriverFunctions.statistics(new GenericArrayData(cases.toArray()));
    InternalRow correlation = found.getStruct(0, 10);
    assertThat(correlation.getDouble(1)).isNegative();
    assertThat(correlation.getBoolean(REVERSED)).isTrue();
    assertThat(correlation.getUTF8String(BY)).hasToString("plan");
    // adjusted for the plan the odds tell what is within it: nothing is reversed
    InternalRow odds = found.getStruct(1, 10);
    assertThat(odds.getDouble(1)).isGreaterThan(1);
    assertThat(odds.getBoolean(REVERSED)).isFalse();
  }

  @Test
  void theOrderOfCustomersDoesNotMatter() {
    List<Object> cases = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      cases.add(customer(i, random.nextDouble(), random.nextInt(3) == 0, "plan " + i % 3));
    }
    String once = text(DriverFunctions.statistics(new GenericArrayData(cases.toArray())));
    Collections.shuffle(cases, random);
    assertThat(text(DriverFunctions.statistics(new GenericArrayData(cases.toArray()))))
        .isEqualTo(once)
        .contains("ok");
  }

  @Test
  void fewCustomersHaveStatusesAndNothingElse() {
    ArrayData found =
        DriverFunctions.statistics(
            new GenericArrayData(
                new Object[] {customer(1, 1, true, "p"), customer(2, 2, false, "p")}));
    for (int i = 0; i < 2; i++) {
      InternalRow row = found.getStruct(i, 10);
      assertThat(row.getUTF8String(STATUS)).hasToString("too_few");
      for (int column : new int[] {1, 2, 3, 4, 5, REVERSED, BY}) {
        assertThat(row.isNullAt(column)).as("column %s", column).isTrue();
      }
    }
  }

  @Test
  void qValuesStandInTheirPlaces() {
    ArrayData q = DriverFunctions.qValues(new GenericArrayData(new Object[] {0.04, null, 0.01}));
    assertThat(q.getDouble(0)).isCloseTo(0.04, within(1e-12));
    assertThat(q.isNullAt(1)).isTrue();
    assertThat(q.getDouble(2)).isCloseTo(0.02, within(1e-12));
  }

  private InternalRow customer(int number, double value, boolean outcome, String plan) {
    return new GenericInternalRow(
        new Object[] {
          text("c" + number),
          value,
          outcome,
          (number * 37 % 101) / 10.0,
          (number * 13 % 7) / 2.0,
          text(plan),
          text("DE"),
          text("north"),
          text("unknown"),
          text("search")
        });
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }

  private static String text(ArrayData rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.numElements(); i++) {
      text.append(rows.getStruct(i, 10)).append('\n');
    }
    return text.toString();
  }
}
