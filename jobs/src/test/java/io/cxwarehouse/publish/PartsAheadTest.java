package io.cxwarehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class PartsAheadTest extends SparkCase {
  @Test
  void elementsComeInTheOrderOfThePartitionsEmptyOnesAmongThem() {
    List<Integer> numbers = IntStream.range(0, 50).boxed().toList();
    for (int partitions : List.of(1, 2, 7, 60)) {
      assertThat(read(numbers(numbers, partitions))).isEqualTo(numbers);
    }
    assertThat(read(numbers(List.of(), 3))).isEmpty();
  }

  @Test
  void aPartThatFailsIsToldWhereItWouldCome() {
    JavaRDD<Integer> failing =
        numbers(List.of(1, 2, 3, 4), 4)
            .map(
                number -> {
                  if (number == 3) {
                    throw new IllegalArgumentException("three");
                  }
                  return number;
                });
    List<Integer> before = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (PartsAhead<Integer> parts = new PartsAhead<>(failing)) {
                parts.forEachRemaining(before::add);
              }
            })
        .hasStackTraceContaining("three");
    assertThat(before).containsExactly(1, 2);
  }

  private JavaRDD<Integer> numbers(List<Integer> numbers, int partitions) {
    return JavaSparkContext.fromSparkContext(spark().sparkContext())
        .parallelize(numbers, partitions);
  }

  private static List<Integer> read(JavaRDD<Integer> rdd) {
    List<Integer> read = new ArrayList<>();
    try (PartsAhead<Integer> parts = new PartsAhead<>(rdd)) {
      parts.forEachRemaining(read::add);
    }
    return read;
  }
}
