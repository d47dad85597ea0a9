package io.cxwarehouse.functions;

import org.hipparchus.special.Gamma;

/** The chi-square test of counted groups against expected ones. */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * How likely a statistic of at least this size is by chance alone.
   *
   * @param degrees of freedom; where there is none nothing can differ
   */
  public static double tail(double statistic, int degrees) {
    return degrees < 1 || statistic <= 0
        ? 1
        : Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2.0);
  }
}
