package io.cxwarehouse.plans;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.physical.SinglePartition$;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.CoalesceExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SubqueryBroadcastExec;
import org.apache.spark.sql.execution.exchange.BroadcastExchangeExec;
import org.apache.spark.sql.execution.exchange.Exchange;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import org.apache.spark.sql.execution.joins.BroadcastHashJoinExec;
import org.apache.spark.sql.execution.joins.BroadcastNestedLoopJoinExec;
import org.apache.spark.sql.execution.joins.CartesianProductExec;
import org.apache.spark.sql.execution.joins.ShuffledHashJoinExec;
import scala.collection.JavaConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * Runs a small plan as one task. With one shuffle partition an exchange only brings all rows to one
 * place: reading the partitions one after another does so too, without a stage whose rows are
 * written to files and read again. Likewise the small side of a join is read where it is joined,
 * without a job that collects and one that hands out. An exchange that the plan reads more than
 * once stays, since Spark computes it once.
 */
final class OneTask extends Rule<SparkPlan> {
  /** Bytes of all inputs up to which one task reads them sooner than several would be started. */
  private static final long SMALL = 32L << 20;

  @Override
  public SparkPlan apply(SparkPlan plan) {
    if (conf().numShufflePartitions() != 1 || conf().adaptiveExecutionEnabled()) {
      return plan;
    }
    Map<SparkPlan, Integer> exchanges = new HashMap<>();
    count(plan, exchanges);
    // Partitions that are pruned by a join's small side share its broadcast.
    boolean prunes = plan.find(node -> node.subqueries().exists(OneTask::isBroadcast)).isDefined();
    SparkPlan inOneTask =
        plan.transformDown(
            new Rewrite() {
              @Override
              SparkPlan of(SparkPlan node) {
                if (node instanceof ShuffleExchangeExec exchange
                    && exchange.outputPartitioning().numPartitions() == 1
                    && isReadOnce(exchange, exchanges)
                    && isSmall(exchange)) {
                  return new CoalesceExec(1, exchange.child());
                }
                if (node instanceof BroadcastHashJoinExec join && !prunes) {
                  return withoutBroadcast(join, exchanges);
                }
                if (node instanceof BroadcastNestedLoopJoinExec join && !prunes) {
                  return withoutBroadcast(join, exchanges);
                }
                return node;
              }
            });
    return inOneTask.transformUp(
        new Rewrite() {
          @Override
          SparkPlan of(SparkPlan node) {
            return OneAggregation.of(node);
          }
        });
  }

  private static SparkPlan withoutBroadcast(
      BroadcastHashJoinExec join, Map<SparkPlan, Integer> exchanges) {
    boolean isLeftBuilt = join.buildSide().toString().equals("BuildLeft");
    SparkPlan built = isLeftBuilt ? join.left() : join.right();
    if (join.isNullAwareAntiJoin()
        || !(built instanceof BroadcastExchangeExec broadcast)
        || !isReadOnce(broadcast, exchanges)
        || !isSmall(join)) {
      return join;
    }
    SparkPlan small = inOnePartition(broadcast.child());
    SparkPlan other = inOnePartition(isLeftBuilt ? join.right() : join.left());
    return new ShuffledHashJoinExec(
        join.leftKeys(),
        join.rightKeys(),
        join.joinType(),
        join.buildSide(),
        join.condition(),
        isLeftBuilt ? small : other,
        isLeftBuilt ? other : small,
        false);
  }

  /** Every row with every other, which is how a single row of values comes to all others. */
  private static SparkPlan withoutBroadcast(
      BroadcastNestedLoopJoinExec join, Map<SparkPlan, Integer> exchanges) {
    if (!(join.joinType() instanceof InnerLike)) {
      return join;
    }
    SparkPlan left = join.left();
    SparkPlan right = join.right();
    for (SparkPlan side : List.of(left, right)) {
      if (side instanceof BroadcastExchangeExec broadcast && !isReadOnce(broadcast, exchanges)) {
        return join;
      }
    }
    return isSmall(join)
        ? new CartesianProductExec(collected(left), collected(right), join.condition())
        : join;
  }

  private static SparkPlan collected(SparkPlan side) {
    return inOnePartition(
        side instanceof BroadcastExchangeExec broadcast ? broadcast.child() : side);
  }

  /** Rows that the plan itself has are there as soon as they are asked for. */
  private static boolean isReadOnce(Exchange exchange, Map<SparkPlan, Integer> exchanges) {
    return exchanges.get(exchange.canonicalized()) == 1
        || exchange.collectLeaves().forall(LocalTableScanExec.class::isInstance);
  }

  private static SparkPlan inOnePartition(SparkPlan plan) {
    return plan.outputPartitioning() == SinglePartition$.MODULE$ ? plan : new CoalesceExec(1, plan);
  }

  /** How often each exchange is read; those within one that was seen before are not read again. */
  private static void count(SparkPlan plan, Map<SparkPlan, Integer> exchanges) {
    if (plan instanceof Exchange && exchanges.merge(plan.canonicalized(), 1, Integer::sum) > 1) {
      return;
    }
    JavaConverters.seqAsJavaListConverter(plan.children())
        .asJava()
        .forEach(child -> count(child, exchanges));
  }

  private static boolean isSmall(SparkPlan plan) {
    long bytes = 0;
    for (SparkPlan leaf : JavaConverters.seqAsJavaListConverter(plan.collectLeaves()).asJava()) {
      bytes += leaf.logicalLink().map(OneTask::bytes).getOrElse(() -> SMALL + 1);
      if (bytes > SMALL) {
        return false;
      }
    }
    return true;
  }

  private static long bytes(LogicalPlan plan) {
    return plan.stats().sizeInBytes().min(scala.math.BigInt.apply(SMALL + 1)).toLong();
  }

  private static boolean isBroadcast(SparkPlan subquery) {
    return subquery instanceof SubqueryBroadcastExec;
  }

  /** A function that is defined for every node. */
  private abstract static class Rewrite extends AbstractPartialFunction<SparkPlan, SparkPlan> {
    abstract SparkPlan of(SparkPlan node);

    @Override
    public boolean isDefinedAt(SparkPlan node) {
      return true;
    }

    @Override
    public SparkPlan apply(SparkPlan node) {
      return of(node);
    }
  }
}
