package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.clv.Likelihood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which customers bend a fit: those without whom a parameter would be more than 5 % larger or
 * smaller. What a Newton step from the optimum makes of a removal is cheap to know for everybody;
 * who comes near the bound by it is taken out and the model fitted again.
 *
 * @param <C> what tells customers apart in the fit: one history, or one spend
 */
final class Influence<C> {
  private static final double BOUND = 0.05;

  /** A Newton step falls short of a strong influence, so those with half the bound are tried. */
  private static final double SUSPICION = BOUND / 2;

  /** In small data many come near the bound; the strongest are the ones worth a look. */
  private static final int MAX_REFITS = 50;

  /**
   * A customer of this kind moves the parameter by this share of its value.
   *
   * @param approximate by the Newton step
   * @param change by fitting again; null where that fit did not converge
   */
  record Finding<C>(C kind, String parameter, double approximate, Double change) {}

  private final Function<List<C>, Likelihood> likelihood;
  private final Function<C, C> single;
  private final Function<C, Optional<C>> lessOne;

  /**
   * @param single one customer of the kind
   * @param lessOne the kind with one customer fewer, empty where there was only one
   */
  Influence(
      Function<List<C>, Likelihood> likelihood,
      Function<C, C> single,
      Function<C, Optional<C>> lessOne) {
    this.likelihood = likelihood;
    this.single = single;
    this.lessOne = lessOne;
  }

  /** Of a fit that is ok, the customers who bend it, the strongest first. */
  List<Finding<C>> findings(List<C> kinds, Fit fit) {
    if (fit.status() != FitStatus.OK) {
      return List.of();
    }
    double[][] covariance = Maximizer.covariance(likelihood.apply(kinds), fit.values());
    List<Finding<C>> suspects =
        kinds.stream()
            .map(kind -> approximate(kind, fit, covariance))
            .filter(finding -> Math.abs(finding.approximate()) > SUSPICION)
            .sorted(
                Comparator.comparingDouble((Finding<C> f) -> -Math.abs(f.approximate()))
                    .thenComparing(f -> f.kind().toString()))
            .limit(MAX_REFITS)
            .toList();
    return suspects.stream()
        .map(suspect -> refitted(suspect, kinds, fit))
        .filter(finding -> finding.change() == null || Math.abs(finding.change()) > BOUND)
        .toList();
  }

  /** Without the customer the gradient at the optimum is what the customer took from it. */
  private Finding<C> approximate(C kind, Fit fit, double[][] covariance) {
    double[] theta = fit.values();
    double[] score = new double[theta.length];
    likelihood.apply(List.of(single.apply(kind))).value(theta, score);
    double[] changes = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double step = 0;
      for (int j = 0; j < theta.length; j++) {
        step -= covariance[i][j] * score[j] * theta[j];
      }
      changes[i] = Math.expm1(step);
    }
    int most = strongest(changes);
    return new Finding<>(kind, fit.parameters().get(most).name(), changes[most], null);
  }

  private Finding<C> refitted(Finding<C> suspect, List<C> kinds, Fit fit) {
    List<C> others = new ArrayList<>();
    for (C kind : kinds) {
      if (kind.equals(suspect.kind())) {
        lessOne.apply(kind).ifPresent(others::add);
      } else {
        others.add(kind);
      }
    }
    double[] theta = fit.values();
    Likelihood ofOthers = likelihood.apply(others);
    Maximizer.Optimum without = Maximizer.maximize(ofOthers, theta);
    if (without.gradientNorm() > Maximizer.TOLERANCE) {
      without = Maximizer.maximize(ofOthers);
    }
    if (without.gradientNorm() > Maximizer.TOLERANCE) {
      return suspect;
    }
    double[] changes = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      changes[i] = without.theta()[i] / theta[i] - 1;
    }
    int most = strongest(changes);
    return new Finding<>(
        suspect.kind(), fit.parameters().get(most).name(), suspect.approximate(), changes[most]);
  }

  private static int strongest(double[] changes) {
    int most = 0;
    for (int i = 1; i < changes.length; i++) {
      if (Math.abs(changes[i]) > Math.abs(changes[most])) {
        most = i;
      }
    }
    return most;
  }
}
