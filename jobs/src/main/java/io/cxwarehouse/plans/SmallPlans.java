package io.cxwarehouse.plans;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Brings {@link OneTask} into every session, by {@code spark.sql.extensions}. Rules for columnar
 * engines are the place where Spark lets others change a finished physical plan.
 */
public final class SmallPlans extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectColumnar(
        new AbstractFunction1<>() {
          @Override
          public ColumnarRule apply(SparkSession session) {
            return new ColumnarRule() {
              @Override
              public Rule<SparkPlan> postColumnarTransitions() {
                return new OneTask();
              }
            };
          }
        });
    return BoxedUnit.UNIT;
  }
}
