package io.cxwarehouse.silver.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Connected components on the driver: joined sets, named by their least node. */
final class UnionFind implements Components {
  private static final StructType SCHEMA =
      new StructType().add(NODE, "string").add(COMPONENT, "string");

  @Override
  public Dataset<Row> of(Dataset<Row> edges) {
    Map<String, String> parents = new HashMap<>();
    for (Row edge : edges.select(NODE, OTHER).collectAsList()) {
      join(parents, edge.getString(0), edge.getString(1));
    }
    List<Row> members = new ArrayList<>(parents.size());
    for (String node : parents.keySet()) {
      members.add(RowFactory.create(node, root(parents, node)));
    }
    return edges.sparkSession().createDataFrame(members, SCHEMA);
  }

  private static void join(Map<String, String> parents, String left, String right) {
    String a = root(parents, left);
    String b = root(parents, right);
    if (a.compareTo(b) < 0) {
      parents.put(b, a);
    } else if (a.compareTo(b) > 0) {
      parents.put(a, b);
    }
  }

  private static String root(Map<String, String> parents, String node) {
    String at = node;
    String parent = parents.computeIfAbsent(at, self -> self);
    while (!parent.equals(at)) {
      // Each step skips one generation, which keeps the paths short.
      String grandparent = parents.get(parent);
      parents.put(at, grandparent);
      at = grandparent;
      parent = parents.get(at);
    }
    return at;
  }
}
