package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Analytic gradients against central differences, on random data and at random parameters. */
class LikelihoodGradientTest {
  @Property(tries = 60)
  void betaGeometric(
      @ForAll @DoubleRange(min = -3, max = 3) double r,
      @ForAll @DoubleRange(min = -2, max = 5) double alpha,
      @ForAll @DoubleRange(min = -4, max = 4) double a,
      @ForAll @DoubleRange(min = -3, max = 5) double b,
      @ForAll long seed) {
    double[] theta = {Math.exp(r), Math.exp(alpha), Math.exp(a), Math.exp(b)};
    agrees(BetaGeometric.BG_NBD.likelihood(purchases(new Random(seed))), theta);
    agrees(BetaGeometric.MBG_NBD.likelihood(purchases(new Random(seed))), theta);
  }

  @Property(tries = 60)
  void paretoNbd(
      @ForAll @DoubleRange(min = -3, max = 3) double r,
      @ForAll @DoubleRange(min = -2, max = 5) double alpha,
      @ForAll @DoubleRange(min = -3, max = 3) double s,
      @ForAll @DoubleRange(min = -2, max = 6) double beta,
      @ForAll long seed) {
    double[] theta = {Math.exp(r), Math.exp(alpha), Math.exp(s), Math.exp(beta)};
    agrees(new ParetoNbd().likelihood(purchases(new Random(seed))), theta);
  }

  @Property(tries = 60)
  void gammaGamma(
      @ForAll @DoubleRange(min = -2, max = 4) double p,
      @ForAll @DoubleRange(min = -1, max = 4) double q,
      @ForAll @DoubleRange(min = -2, max = 6) double v,
      @ForAll long seed) {
    double[] theta = {Math.exp(p), Math.exp(q), Math.exp(v)};
    agrees(GammaGamma.likelihood(spend(new Random(seed))), theta);
  }

  private static PurchaseHistogram purchases(Random random) {
    return new PurchaseHistogram(
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  int age = random.nextInt(1000);
                  int recency = age == 0 ? 0 : random.nextInt(age);
                  int frequency = recency == 0 ? 0 : random.nextInt(Math.min(recency, 50)) + 1;
                  return new PurchaseHistogram.Cell(frequency, recency, age, 1 + random.nextInt(9));
                })
            .toList());
  }

  private static SpendHistogram spend(Random random) {
    return new SpendHistogram(
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new SpendHistogram.Cell(
                        1 + random.nextInt(30), 0.5 + 200 * random.nextDouble(), 1))
            .toList());
  }

  private static void agrees(Likelihood likelihood, double[] theta) {
    double[] gradient = new double[theta.length];
    double value = likelihood.value(theta, gradient);
    for (int i = 0; i < theta.length; i++) {
      double h = 1e-4 * theta[i];
      double difference =
          (value(likelihood, theta, i, h) - value(likelihood, theta, i, -h)) / (2 * h);
      assertThat(gradient[i] * theta[i])
          .as(likelihood.parameters().get(i))
          .isCloseTo(
              difference * theta[i],
              org.assertj.core.data.Offset.offset(
                  1e-7 * (Math.abs(value) + Math.abs(gradient[i] * theta[i]))));
    }
    assertThat(List.of(theta.length)).containsExactly(likelihood.parameters().size());
  }

  private static double value(Likelihood likelihood, double[] theta, int i, double h) {
    double[] moved = theta.clone();
    moved[i] += h;
    return likelihood.value(moved, new double[theta.length]);
  }
}
