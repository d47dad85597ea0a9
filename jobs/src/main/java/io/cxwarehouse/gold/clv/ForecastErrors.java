package io.cxwarehouse.gold.clv;

import java.util.List;

/**
 * How far a forecast was off, per customer; bias is of the total.
 *
 * @param mae mean absolute error
 * @param mse mean squared error
 */
record ForecastErrors(double mae, double mse, double correlation, double bias) {
  /** What so many customers were expected to do, and what each of them did. */
  record Point(double forecast, double actual, double customers) {}

  static ForecastErrors of(List<Point> points) {
    double n = 0;
    double absolute = 0;
    double squared = 0;
    double sumF = 0;
    double sumA = 0;
    double ff = 0;
    double aa = 0;
    double fa = 0;
    for (Point point : points) {
      double f = point.forecast();
      double a = point.actual();
      double w = point.customers();
      n += w;
      absolute += w * Math.abs(f - a);
      squared += w * (f - a) * (f - a);
      sumF += w * f;
      sumA += w * a;
      ff += w * f * f;
      aa += w * a * a;
      fa += w * f * a;
    }
    double correlation =
        (n * fa - sumF * sumA) / Math.sqrt((n * ff - sumF * sumF) * (n * aa - sumA * sumA));
    return new ForecastErrors(absolute / n, squared / n, correlation, sumF / sumA - 1);
  }
}
