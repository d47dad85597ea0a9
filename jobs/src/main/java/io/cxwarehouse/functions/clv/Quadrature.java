package io.cxwarehouse.functions.clv;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Gauss-Legendre rules on 0..1 for integrands that rise or fall like an exponential. */
record Quadrature(double[] nodes, double[] weights) {
  private static final Quadrature FLAT = of(12);
  private static final Quadrature MODERATE = of(20);
  private static final Quadrature STEEP = of(40);

  /**
   * The least rule that is good for 1e-12: with n nodes the error of e^(-range x) is about (range /
   * 2)^(2n) / (2n)!.
   *
   * @param range by how much the integrand's logarithm moves
   */
  static Quadrature forRange(double range) {
    if (range < 6) {
      return FLAT;
    }
    return range < 15 ? MODERATE : STEEP;
  }

  private static Quadrature of(int n) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(n, 0, 1);
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      nodes[i] = rule.getPoint(i);
      weights[i] = rule.getWeight(i);
    }
    return new Quadrature(nodes, weights);
  }
}
