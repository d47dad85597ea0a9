package io.cxwarehouse.plans;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateMode;
import org.apache.spark.sql.catalyst.expressions.aggregate.Complete$;
import org.apache.spark.sql.catalyst.expressions.aggregate.Final$;
import org.apache.spark.sql.catalyst.expressions.aggregate.Partial$;
import org.apache.spark.sql.execution.CoalesceExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.aggregate.BaseAggregateExec;
import org.apache.spark.sql.execution.aggregate.HashAggregateExec;
import org.apache.spark.sql.execution.aggregate.ObjectHashAggregateExec;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Aggregates rows that are in one place once. Spark aggregates each partition, brings the results
 * together and aggregates them again; where all rows are one partition, the first step only costs.
 */
final class OneAggregation {
  private OneAggregation() {}

  /** The aggregation in one step; the same node where it is not the second of two. */
  static SparkPlan of(SparkPlan node) {
    if (!(node instanceof BaseAggregateExec last)) {
      return node;
    }
    SparkPlan child = last.child();
    boolean isBroughtTogether = child instanceof CoalesceExec one && one.numPartitions() == 1;
    SparkPlan below = isBroughtTogether ? ((CoalesceExec) child).child() : child;
    if (!(below instanceof BaseAggregateExec first)
        || !node.getClass().equals(below.getClass())
        || !areTwoSteps(first, last)) {
      return node;
    }
    SparkPlan rows = isBroughtTogether ? new CoalesceExec(1, first.child()) : first.child();
    Seq<AggregateExpression> complete =
        JavaConverters.asScalaBuffer(
                list(first.aggregateExpressions()).stream().map(OneAggregation::complete).toList())
            .toSeq();
    if (last instanceof HashAggregateExec) {
      return new HashAggregateExec(
          last.requiredChildDistributionExpressions(),
          last.isStreaming(),
          last.numShufflePartitions(),
          first.groupingExpressions(),
          complete,
          last.aggregateAttributes(),
          0,
          last.resultExpressions(),
          rows);
    }
    if (last instanceof ObjectHashAggregateExec) {
      return new ObjectHashAggregateExec(
          last.requiredChildDistributionExpressions(),
          last.isStreaming(),
          last.numShufflePartitions(),
          first.groupingExpressions(),
          complete,
          last.aggregateAttributes(),
          0,
          last.resultExpressions(),
          rows);
    }
    return node;
  }

  /** Whether both are the steps of one aggregation; those of distinct values have more than two. */
  private static boolean areTwoSteps(BaseAggregateExec first, BaseAggregateExec last) {
    List<AggregateExpression> begun = list(first.aggregateExpressions());
    List<AggregateExpression> ended = list(last.aggregateExpressions());
    return first.requiredChildDistributionExpressions().isEmpty()
        && last.requiredChildDistributionExpressions().isDefined()
        && areAll(begun, Partial$.MODULE$)
        && areAll(ended, Final$.MODULE$)
        && begun.size() == ended.size()
        && IntStream.range(0, begun.size())
            .allMatch(
                i ->
                    begun.get(i).resultId().equals(ended.get(i).resultId())
                        && !begun.get(i).isDistinct())
        && areSame(list(first.groupingExpressions()), list(last.groupingExpressions()));
  }

  private static boolean areAll(List<AggregateExpression> expressions, AggregateMode mode) {
    return expressions.stream().allMatch(expression -> expression.mode().equals(mode));
  }

  private static boolean areSame(List<NamedExpression> begun, List<NamedExpression> ended) {
    return begun.size() == ended.size()
        && IntStream.range(0, begun.size())
            .allMatch(
                i ->
                    ended.get(i) instanceof Attribute attribute
                        && attribute.exprId().equals(begun.get(i).exprId()));
  }

  private static AggregateExpression complete(AggregateExpression partial) {
    return new AggregateExpression(
        partial.aggregateFunction(),
        Complete$.MODULE$,
        partial.isDistinct(),
        partial.filter(),
        partial.resultId());
  }

  private static <T> List<T> list(Seq<T> seq) {
    return JavaConverters.seqAsJavaListConverter(seq).asJava();
  }
}
