package io.cxwarehouse.gold.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.functions.clv.TenureHistogram;
import io.cxwarehouse.functions.clv.TenureModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fader and Hardie's two cohorts of 1,000 contract customers, fitted on their first five or seven
 * years.
 */
class ContractFitTest {
  private static final Path FILE = Path.of("../../shared/data/sbg_fader_hardie_2007.csv");
  private static final int YEARS = 7;
  private static final int REGULAR = 1;
  private static final int HIGH_END = 2;

  @Test
  void regular() throws IOException {
    Fit fit = fit(TenureModel.SBG, REGULAR, YEARS);
    assertThat(fit.logLikelihood()).isCloseTo(-1680.2652, within(1e-4));
    parametersAre(fit, 0.704077, 1.182043);
  }

  @Test
  void highEnd() throws IOException {
    Fit fit = fit(TenureModel.SBG, HIGH_END, YEARS);
    assertThat(fit.logLikelihood()).isCloseTo(-1611.1581, within(1e-4));
    parametersAre(fit, 0.668088, 3.806095);
  }

  /** Expected: by root finding on the likelihood's gradient with mpmath, 30 digits. */
  @Test
  void weibull() throws IOException {
    Fit regular = fit(TenureModel.BDW, REGULAR, YEARS);
    assertThat(regular.logLikelihood()).isCloseTo(-1679.60283, within(1e-4));
    parametersAre(regular, 0.4556139894, 0.7793255084, 1.283451286);
    Fit highEnd = fit(TenureModel.BDW, HIGH_END, YEARS);
    assertThat(highEnd.logLikelihood()).isCloseTo(-1605.31421, within(1e-4));
    parametersAre(highEnd, 0.2142533393, 1.426574875, 1.723564849);
  }

  /**
   * The years that neither has seen, up to the twelfth: mean absolute error of the share that is
   * left, of it. Expected from fits with mpmath (seven years) and scipy (five).
   */
  @ParameterizedTest
  @CsvSource({
    "sbg, 1, 7, 0.0148639",
    "bdw, 1, 7, 0.0137818",
    "sbg, 2, 7, 0.0283244",
    "bdw, 2, 7, 0.0126633",
    "sbg, 1, 5, 0.0384108",
    "bdw, 1, 5, 0.0053974",
    "sbg, 2, 5, 0.0751025",
    "bdw, 2, 5, 0.0058826"
  })
  void forecastOfTheYearsHeldOut(String model, int column, int years, double expected)
      throws IOException {
    assertThat(error(TenureModel.byName(model), column, years)).isCloseTo(expected, within(1e-6));
  }

  /** 7.5 % against 0.6 %: the high-end customers of five years, as the figure is known. */
  @Test
  void knownErrorsOfTheHighEndCustomers() throws IOException {
    assertThat(error(TenureModel.SBG, HIGH_END, 5)).isCloseTo(0.075, within(5e-4));
    assertThat(error(TenureModel.BDW, HIGH_END, 5)).isCloseTo(0.006, within(5e-4));
  }

  private static double error(TenureModel model, int column, int years) throws IOException {
    double[] theta = fit(model, column, years).values();
    List<Long> survivors = survivors(column);
    double sum = 0;
    for (int year = years + 1; year < survivors.size(); year++) {
      sum += Math.abs(1000 * model.survival(theta, year) / survivors.get(year) - 1);
    }
    return sum / (survivors.size() - 1 - years);
  }

  private static void parametersAre(Fit fit, double... expected) {
    assertThat(fit.status()).isEqualTo(FitStatus.OK);
    assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
    assertThat(fit.values()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(fit.values()[i]).isCloseTo(expected[i], withinPercentage(0.01));
    }
  }

  private static List<Long> survivors(int column) throws IOException {
    assumeTrue(Files.exists(FILE), () -> "needs " + FILE + ", which is not part of the project");
    List<Long> survivors = new ArrayList<>();
    for (String line : Files.readAllLines(FILE).subList(1, 14)) {
      survivors.add(Math.round(10 * Double.parseDouble(line.split(",")[column])));
    }
    return survivors;
  }

  private static Fit fit(TenureModel model, int column, int years) throws IOException {
    List<Long> survivors = survivors(column);
    List<TenureHistogram.Cell> cells = new ArrayList<>();
    for (int year = 1; year <= years; year++) {
      long lost = survivors.get(year - 1) - survivors.get(year);
      cells.add(new TenureHistogram.Cell(year, true, lost));
    }
    cells.add(new TenureHistogram.Cell(years, false, survivors.get(years)));
    TenureHistogram data = new TenureHistogram(cells);
    return Fit.of(model.likelihood(data), data.left(), 100);
  }
}
