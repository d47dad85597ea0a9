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

/**
 * Fader and Hardie's two cohorts of 1,000 contract customers, fitted on their first seven years.
 */
class ContractFitTest {
  private static final Path FILE = Path.of("../../shared/data/sbg_fader_hardie_2007.csv");
  private static final int YEARS = 7;
  private static final int REGULAR = 1;
  private static final int HIGH_END = 2;

  @Test
  void regular() throws IOException {
    Fit fit = fit(TenureModel.SBG, REGULAR);
    assertThat(fit.logLikelihood()).isCloseTo(-1680.2652, within(1e-4));
    parametersAre(fit, 0.704077, 1.182043);
  }

  @Test
  void highEnd() throws IOException {
    Fit fit = fit(TenureModel.SBG, HIGH_END);
    assertThat(fit.logLikelihood()).isCloseTo(-1611.1581, within(1e-4));
    parametersAre(fit, 0.668088, 3.806095);
  }

  /** Expected: by root finding on the likelihood's gradient with mpmath, 30 digits. */
  @Test
  void weibull() throws IOException {
    Fit regular = fit(TenureModel.BDW, REGULAR);
    assertThat(regular.logLikelihood()).isCloseTo(-1679.60283, within(1e-4));
    parametersAre(regular, 0.4556139894, 0.7793255084, 1.283451286);
    Fit highEnd = fit(TenureModel.BDW, HIGH_END);
    assertThat(highEnd.logLikelihood()).isCloseTo(-1605.31421, within(1e-4));
    parametersAre(highEnd, 0.2142533393, 1.426574875, 1.723564849);
  }

  /**
   * Years 8 to 12, which neither has seen: mean absolute error of the share that is left, of it.
   * Expected from the mpmath fits.
   */
  @Test
  void forecastOfTheYearsHeldOut() throws IOException {
    assertThat(error(TenureModel.SBG, REGULAR)).isCloseTo(0.0148639, within(1e-6));
    assertThat(error(TenureModel.BDW, REGULAR)).isCloseTo(0.0137818, within(1e-6));
    assertThat(error(TenureModel.SBG, HIGH_END)).isCloseTo(0.0283244, within(1e-6));
    assertThat(error(TenureModel.BDW, HIGH_END)).isCloseTo(0.0126633, within(1e-6));
  }

  private static double error(TenureModel model, int column) throws IOException {
    double[] theta = fit(model, column).values();
    List<Long> survivors = survivors(column);
    double sum = 0;
    for (int year = YEARS + 1; year < survivors.size(); year++) {
      sum += Math.abs(1000 * model.survival(theta, year) / survivors.get(year) - 1);
    }
    return sum / (survivors.size() - 1 - YEARS);
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

  private static Fit fit(TenureModel model, int column) throws IOException {
    List<Long> survivors = survivors(column);
    List<TenureHistogram.Cell> cells = new ArrayList<>();
    for (int year = 1; year <= YEARS; year++) {
      long lost = survivors.get(year - 1) - survivors.get(year);
      cells.add(new TenureHistogram.Cell(year, true, lost));
    }
    cells.add(new TenureHistogram.Cell(YEARS, false, survivors.get(YEARS)));
    TenureHistogram data = new TenureHistogram(cells);
    return Fit.of(model.likelihood(data), data.left(), 100);
  }
}
