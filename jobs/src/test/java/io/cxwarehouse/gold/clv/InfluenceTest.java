package io.cxwarehouse.gold.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers who bend a fit, among customers who were made up to be ordinary. */
class InfluenceTest {
  private static final PurchaseHistogram.Cell WHOLESALER =
      new PurchaseHistogram.Cell(699, 700, 700, 1);

  @ParameterizedTest
  @ValueSource(strings = {"bgnbd", "mbgnbd", "pareto_nbd"})
  void oneWholesalerIsFound(String name) {
    Model model = Models.byName(name);
    List<PurchaseHistogram.Cell> cells = SimulatedCustomers.cells(2000, 1);
    cells.add(WHOLESALER);
    Fit fit = PurchaseFits.fit(model, new PurchaseHistogram(cells), 100);
    assertThat(fit.status()).isEqualTo(FitStatus.OK);
    Influence.Finding<PurchaseHistogram.Cell> first = findings(model, cells, fit).get(0);
    assertThat(first.kind()).isEqualTo(WHOLESALER);

    cells.remove(WHOLESALER);
    Fit without = PurchaseFits.fit(model, new PurchaseHistogram(cells), 100);
    int i = List.of("r", "alpha", "a", "b", "s", "beta").indexOf(first.parameter()) % 4;
    assertThat(without.values()[i] / fit.values()[i] - 1)
        .as("%s without the wholesaler", first.parameter())
        .isCloseTo(first.change(), withinPercentage(0.1));
  }

  @Test
  void amongManyOrdinaryCustomersNobodyBendsTheFit() {
    Model model = Models.byName("bgnbd");
    List<PurchaseHistogram.Cell> cells = SimulatedCustomers.cells(5000, 2);
    Fit fit = PurchaseFits.fit(model, new PurchaseHistogram(cells), 100);
    assertThat(findings(model, cells, fit)).isEmpty();
  }

  /** Every one of them is one of two alike, so the fit without one has the other still. */
  @Test
  void oneOfTwoAlikeIsTakenOut() {
    Model model = Models.byName("bgnbd");
    List<PurchaseHistogram.Cell> cells = SimulatedCustomers.cells(300, 3);
    cells.add(WHOLESALER.of(2));
    Fit fit = PurchaseFits.fit(model, new PurchaseHistogram(cells), 50);
    Influence.Finding<PurchaseHistogram.Cell> first = findings(model, cells, fit).get(0);
    assertThat(first.kind()).isEqualTo(WHOLESALER.of(2));
    List<PurchaseHistogram.Cell> others = new ArrayList<>(cells);
    others.set(cells.size() - 1, WHOLESALER);
    double[] without = PurchaseFits.fit(model, new PurchaseHistogram(others), 50).values();
    int i = List.of("r", "alpha", "a", "b").indexOf(first.parameter());
    assertThat(without[i] / fit.values()[i] - 1).isCloseTo(first.change(), withinPercentage(0.1));
  }

  private static List<Influence.Finding<PurchaseHistogram.Cell>> findings(
      Model model, List<PurchaseHistogram.Cell> cells, Fit fit) {
    return new Influence<PurchaseHistogram.Cell>(
            kinds -> model.likelihood(new PurchaseHistogram(kinds)),
            cell -> cell.of(1),
            cell -> Optional.of(cell.of(cell.customers() - 1)).filter(c -> c.customers() > 0))
        .findings(cells, fit);
  }
}
