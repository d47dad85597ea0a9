package io.cxwarehouse.silver.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.min;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Connected components on Spark by alternating large stars and small stars (Kiveris et al., 2014):
 * every round hangs nodes below smaller ones until each component is a star around its least node.
 * Rounds grow with the logarithm of the longest path, and the number of edges never grows.
 */
final class StarRounds implements Components {
  /** A path of a billion nodes needs some thirty rounds. */
  private static final int MOST_ROUNDS = 60;

  private static final WindowSpec AROUND_NODE = Window.partitionBy(NODE);

  @Override
  public Dataset<Row> of(Dataset<Row> edges) {
    Kept round = Kept.of(edges);
    for (int i = 0; i < MOST_ROUNDS; i++) {
      Kept next = Kept.of(smallStar(largeStar(round.rows())));
      boolean isStable = isSame(next.rows(), round.rows());
      round.release();
      round = next;
      if (isStable) {
        return members(round.rows());
      }
    }
    throw new CxwException(
        ExitCode.FAILURE,
        "Customer identity did not settle after " + MOST_ROUNDS + " rounds.",
        "the graph of shared keys kept changing, which only a change of its inputs explains",
        "Run again; if it happens again, report it with the counts of silver.customer_profile.");
  }

  /** Hangs every greater neighbour of a node below the node's least neighbour. */
  private static Dataset<Row> largeStar(Dataset<Row> edges) {
    Column smallest = least(col(NODE), min(OTHER).over(AROUND_NODE));
    return edges
        .select(NODE, OTHER)
        .union(edges.select(OTHER, NODE))
        .withColumn("smallest", smallest)
        .where(col(OTHER).gt(col(NODE)))
        .select(col(OTHER).as(NODE), col("smallest").as(OTHER))
        .distinct();
  }

  /** Hangs a node and its lesser neighbours below the least of them. */
  private static Dataset<Row> smallStar(Dataset<Row> edges) {
    Dataset<Row> around = edges.withColumn("smallest", min(OTHER).over(AROUND_NODE));
    return around
        .select(col(NODE), col("smallest").as(OTHER))
        .union(around.select(col(OTHER), col("smallest")))
        .where(col(NODE).notEqual(col(OTHER)))
        .distinct();
  }

  private static Dataset<Row> members(Dataset<Row> stars) {
    Dataset<Row> centres = stars.select(col(OTHER).as(NODE), col(OTHER).as(COMPONENT)).distinct();
    return stars.select(col(NODE), col(OTHER).as(COMPONENT)).union(centres);
  }

  /** Both are free of duplicates. */
  private static boolean isSame(Dataset<Row> left, Dataset<Row> right) {
    return left.count() == right.count() && left.except(right).isEmpty();
  }
}
