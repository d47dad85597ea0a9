package io.cxwarehouse.gold.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.functions.clv.ShiftedBetaGeometric;
import io.cxwarehouse.functions.clv.TenureHistogram;
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

  @Test
  void regular() throws IOException {
    Fit fit = fit(1);
    assertThat(fit.logLikelihood()).isCloseTo(-1680.2652, within(1e-4));
    parametersAre(fit, 0.704077, 1.182043);
  }

  @Test
  void highEnd() throws IOException {
    Fit fit = fit(2);
    assertThat(fit.logLikelihood()).isCloseTo(-1611.1581, within(1e-4));
    parametersAre(fit, 0.668088, 3.806095);
  }

  private static void parametersAre(Fit fit, double alpha, double beta) {
    assertThat(fit.status()).isEqualTo(FitStatus.OK);
    assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
    assertThat(fit.values()[0]).isCloseTo(alpha, withinPercentage(0.01));
    assertThat(fit.values()[1]).isCloseTo(beta, withinPercentage(0.01));
  }

  private static Fit fit(int column) throws IOException {
    assumeTrue(Files.exists(FILE), () -> "needs " + FILE + ", which is not part of the project");
    List<Long> survivors = new ArrayList<>();
    for (String line : Files.readAllLines(FILE).subList(1, YEARS + 2)) {
      survivors.add(Math.round(10 * Double.parseDouble(line.split(",")[column])));
    }
    List<TenureHistogram.Cell> cells = new ArrayList<>();
    for (int year = 1; year <= YEARS; year++) {
      long lost = survivors.get(year - 1) - survivors.get(year);
      cells.add(new TenureHistogram.Cell(year, true, lost));
    }
    cells.add(new TenureHistogram.Cell(YEARS, false, survivors.get(YEARS)));
    TenureHistogram data = new TenureHistogram(cells);
    return Fit.of(ShiftedBetaGeometric.likelihood(data), data.left(), 100);
  }
}
