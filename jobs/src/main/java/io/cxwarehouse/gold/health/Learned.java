package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.RiskModel;

/**
 * A model that was learnt.
 *
 * @param parameters what scores are computed from
 * @param coefficients of the regression by feature; empty: it has none
 * @param importances of the trees by feature; empty: it has none
 */
record Learned(String model, double[] parameters, double[] coefficients, double[] importances) {
  double score(double[] x) {
    return RiskModel.score(model, parameters, x);
  }
}
