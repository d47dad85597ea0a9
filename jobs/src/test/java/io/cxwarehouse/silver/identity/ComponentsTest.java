package io.cxwarehouse.silver.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to find components agree with a plain search, on graphs of every shape. */
class ComponentsTest extends SparkCase {
  private static final StructType EDGE =
      new StructType().add(Components.NODE, "string", false).add(Components.OTHER, "string", false);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void driverAndSparkFindTheSameComponents(long seed) {
    List<Row> edges = edges(new Random(seed));
    Map<String, String> expected = search(edges);
    Dataset<Row> graph = spark().createDataFrame(edges, EDGE).distinct();
    assertThat(components(new UnionFind().of(graph))).isEqualTo(expected);
    assertThat(components(new StarRounds().of(graph))).isEqualTo(expected);
  }

  @Test
  void aGraphWithoutEdgesHasNoComponents() {
    Dataset<Row> none = spark().createDataFrame(List.of(), EDGE);
    assertThat(components(new ComponentsBySize().of(none))).isEmpty();
    assertThat(components(new StarRounds().of(none))).isEmpty();
  }

  /** A long path, a cycle, a star, a clique and a random graph, with names in random order. */
  private static List<Row> edges(Random random) {
    List<Row> edges = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      names.add("n" + random.nextInt(1_000_000) + "-" + i);
    }
    for (int i = 1; i < 100; i++) {
      add(edges, random, names.get(i - 1), names.get(i));
      add(edges, random, names.get(100), names.get(100 + i));
      add(edges, random, names.get(200 + i % 7), names.get(200 + (i + 1) % 7));
      add(edges, random, names.get(210 + i % 8), names.get(210 + random.nextInt(8)));
      add(edges, random, names.get(220 + random.nextInt(180)), names.get(220 + i));
    }
    return edges;
  }

  private static void add(List<Row> edges, Random random, String left, String right) {
    if (!left.equals(right)) {
      boolean turned = random.nextBoolean();
      edges.add(RowFactory.create(turned ? right : left, turned ? left : right));
    }
  }

  private static Map<String, String> search(List<Row> edges) {
    Map<String, TreeSet<String>> neighbours = new TreeMap<>();
    for (Row edge : edges) {
      neighbours.computeIfAbsent(edge.getString(0), n -> new TreeSet<>()).add(edge.getString(1));
      neighbours.computeIfAbsent(edge.getString(1), n -> new TreeSet<>()).add(edge.getString(0));
    }
    Map<String, String> components = new TreeMap<>();
    for (String start : neighbours.keySet()) {
      Deque<String> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        String node = open.pop();
        if (components.putIfAbsent(node, start) == null) {
          open.addAll(neighbours.get(node));
        }
      }
    }
    return components;
  }

  private static Map<String, String> components(Dataset<Row> rows) {
    Map<String, String> components = new TreeMap<>();
    for (Row row : rows.select(Components.NODE, Components.COMPONENT).collectAsList()) {
      assertThat(components.put(row.getString(0), row.getString(1))).isNull();
    }
    return components;
  }
}
