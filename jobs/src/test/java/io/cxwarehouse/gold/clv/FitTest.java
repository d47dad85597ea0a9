package io.cxwarehouse.gold.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cxwarehouse.functions.clv.GammaGamma;
import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import io.cxwarehouse.functions.clv.SpendHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

/** What a fit says of itself, on customers that were made to behave in a known way. */
class FitTest {
  private static final int CUSTOMERS = 4000;

  private static final long SEED = 20260331;

  private final Random random = new Random(SEED);

  @Test
  void knownCustomersAreRecovered() {
    DoubleSupplier rate = gamma(0.8, 1 / 6.0);
    DoubleSupplier stopping = beta(1.2, 3);
    Fit fit = purchases(rate, stopping);
    assertThat(fit.status()).isEqualTo(FitStatus.OK);
    double[] expected = {0.8, 6, 1.2, 3};
    for (int i = 0; i < expected.length; i++) {
      Fit.Parameter parameter = fit.parameters().get(i);
      assertThat(parameter.value())
          .as(parameter.name())
          .isCloseTo(expected[i], within(3 * parameter.standardError()));
    }
  }

  @Test
  void customersWhoNeverStopAreNoFit() {
    Fit fit = purchases(gamma(0.8, 1 / 6.0), () -> 0);
    assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
    assertThat(fit.message()).contains("do not determine a, b");
  }

  @Test
  void customersWhoAllStopAlikeAreNoFit() {
    Fit fit = purchases(gamma(0.8, 1 / 6.0), () -> 0.3);
    assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
    assertThat(fit.message()).contains("do not determine a, b");
    double a = fit.parameters().get(2).value();
    double b = fit.parameters().get(3).value();
    assertThat(a / (a + b)).isCloseTo(0.3, within(0.02));
  }

  @Test
  void fewerRepeatersThanAskedForAreTooFew() {
    Fit fit = Fit.of(Models.byName("bgnbd").likelihood(new PurchaseHistogram(List.of())), 99, 100);
    assertThat(fit.status()).isEqualTo(FitStatus.TOO_FEW);
    assertThat(fit.parameters()).isEmpty();
    assertThat(fit.logLikelihood()).isNull();
    assertThat(fit.message()).isEqualTo("customers who came back or left: 99, needed: 100");
  }

  @Test
  void customersWhoNeverCameBackAreTooFew() {
    List<PurchaseHistogram.Cell> once =
        IntStream.range(0, 700).mapToObj(age -> new PurchaseHistogram.Cell(0, 0, age, 10)).toList();
    PurchaseHistogram data = new PurchaseHistogram(once);
    assertThat(data.customers()).isEqualTo(7000);
    for (Model model : Models.ALL) {
      assertThat(PurchaseFits.fit(model, data, 2).status()).isEqualTo(FitStatus.TOO_FEW);
    }
  }

  /** Customers won on the fit date have had no time to do anything, and say nothing. */
  @Test
  void customersOfTheDayDoNotMoveTheFit() {
    List<PurchaseHistogram.Cell> cells = SimulatedCustomers.cells(CUSTOMERS, SEED);
    List<PurchaseHistogram.Cell> more = new ArrayList<>(cells);
    more.add(new PurchaseHistogram.Cell(0, 0, 0, 5000));
    for (Model model : Models.ALL) {
      Fit without = PurchaseFits.fit(model, new PurchaseHistogram(cells), 100);
      Fit with = PurchaseFits.fit(model, new PurchaseHistogram(more), 100);
      assertThat(with.status()).isEqualTo(FitStatus.OK);
      closeTo(with, without);
    }
  }

  /** The same optimum from the data's own scale and from where coarser data ended. */
  @Test
  void aCoarseStartLeadsToTheSameOptimum() {
    PurchaseHistogram data = new PurchaseHistogram(SimulatedCustomers.cells(60_000, SEED));
    assertThat(data.size()).isGreaterThan(20_000);
    assertThat(data.coarse().size()).isLessThan(data.size() / 2);
    assertThat(data.coarse().customers()).isEqualTo(data.customers());
    for (Model model : Models.ALL) {
      Fit warm = PurchaseFits.fit(model, data, 100);
      Fit cold = Fit.of(model.likelihood(data), data.repeaters(), 100);
      assertThat(warm.status()).isEqualTo(FitStatus.OK);
      assertThat(warm.gradientNorm()).isLessThanOrEqualTo(1e-6);
      assertThat(cold.gradientNorm()).isLessThanOrEqualTo(1e-6);
      closeTo(warm, cold);
      assertThat(warm.iterations()).isLessThan(cold.iterations());
    }
  }

  @Test
  void spendWithoutMeanIsNoFit() {
    Fit fit = spend(4, 0.6, 20);
    assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
    assertThat(fit.message()).contains("q is not above 1");
  }

  @Test
  void currencyDoesNotMatter() {
    random.setSeed(SEED);
    Fit euros = spend(4, 3, 20);
    random.setSeed(SEED);
    Fit dong = spend(4, 3, 20 * 27000);
    assertThat(euros.status()).isEqualTo(FitStatus.OK);
    assertThat(dong.status()).isEqualTo(FitStatus.OK);
    double[] scale = {1, 1, 27000};
    for (int i = 0; i < scale.length; i++) {
      assertThat(dong.parameters().get(i).value())
          .isCloseTo(scale[i] * euros.parameters().get(i).value(), withinPercentage(0.01));
    }
  }

  private static void closeTo(Fit actual, Fit expected) {
    for (int i = 0; i < expected.values().length; i++) {
      assertThat(actual.values()[i]).isCloseTo(expected.values()[i], withinPercentage(1e-4));
    }
  }

  /** Customers of two years who buy at their rate until, after some repeat purchase, they stop. */
  private Fit purchases(DoubleSupplier rate, DoubleSupplier stopping) {
    PurchaseHistogram data =
        new PurchaseHistogram(
            IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> customer(rate.getAsDouble(), stopping.getAsDouble()))
                .toList());
    return Fit.of(Models.byName("bgnbd").likelihood(data), data.repeaters(), 100);
  }

  private PurchaseHistogram.Cell customer(double rate, double stopping) {
    int age = 364 + random.nextInt(364);
    int frequency = 0;
    double last = 0;
    double day = 0;
    do {
      day -= 7 * Math.log(1 - random.nextDouble()) / rate;
      if (day > age) {
        break;
      }
      frequency++;
      last = day;
    } while (random.nextDouble() >= stopping);
    return new PurchaseHistogram.Cell(frequency, (int) Math.round(last), age, 1);
  }

  private Fit spend(double p, double q, double v) {
    DoubleSupplier rate = gamma(q, 1 / v);
    SpendHistogram data =
        new SpendHistogram(
            IntStream.range(0, 1000)
                .mapToObj(
                    i -> {
                      int frequency = 1 + random.nextInt(5);
                      double mean = gamma(p * frequency, 1 / rate.getAsDouble()).getAsDouble();
                      return new SpendHistogram.Cell(frequency, mean / frequency, 1);
                    })
                .toList());
    return Fit.of(GammaGamma.likelihood(data), data.customers(), 100);
  }

  private DoubleSupplier gamma(double shape, double scale) {
    GammaDistribution distribution = new GammaDistribution(shape, scale);
    return () -> distribution.inverseCumulativeProbability(random.nextDouble());
  }

  private DoubleSupplier beta(double a, double b) {
    DoubleSupplier first = gamma(a, 1);
    DoubleSupplier second = gamma(b, 1);
    return () -> {
      double x = first.getAsDouble();
      return x / (x + second.getAsDouble());
    };
  }
}
