package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.clv.Likelihood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model fitted to data, or the reason why it is not. Without {@link FitStatus#OK} the parameters
 * are where the search ended, for diagnosis; {@link FitStatus#TOO_FEW} has none.
 */
record Fit(
    FitStatus status,
    String message,
    List<Parameter> parameters,
    Double logLikelihood,
    Double gradientNorm,
    int iterations) {
  /**
   * A standard error above this on the log scale leaves a parameter undetermined: it may as well be
   * fifty times larger or smaller. That is how customers who never stop, or all stop alike, show.
   */
  private static final double FLAT = 2;

  /** A fitted parameter; the standard error is null where the likelihood has no curvature. */
  record Parameter(String name, double value, Double standardError) {}

  /** The parameters' values, in the model's order. */
  double[] values() {
    return parameters.stream().mapToDouble(Parameter::value).toArray();
  }

  static Fit of(Likelihood likelihood, long repeaters, int minRepeaters) {
    return of(likelihood, likelihood.start(), repeaters, minRepeaters);
  }

  /** From a start that is known to be near, which leads to the same optimum sooner. */
  static Fit of(Likelihood likelihood, double[] start, long repeaters, int minRepeaters) {
    if (repeaters < minRepeaters) {
      String message =
          "customers who came back or left: " + repeaters + ", needed: " + minRepeaters;
      return new Fit(FitStatus.TOO_FEW, message, List.of(), null, null, 0);
    }
    Maximizer.Optimum optimum = Maximizer.maximize(likelihood, start);
    List<Parameter> parameters = new ArrayList<>();
    List<String> undetermined = new ArrayList<>();
    for (int i = 0; i < optimum.theta().length; i++) {
      double value = optimum.theta()[i];
      double error = optimum.logStandardErrors()[i];
      String name = likelihood.parameters().get(i);
      parameters.add(
          new Parameter(
              name, value, Double.isFinite(error) ? Double.valueOf(value * error) : null));
      if (!(error <= FLAT)) {
        undetermined.add(name);
      }
    }
    FitStatus status = FitStatus.OK;
    String message = null;
    Optional<String> boundary = likelihood.boundary(optimum.theta());
    if (boundary.isPresent()) {
      status = FitStatus.BOUNDARY;
      message = boundary.get();
    } else if (optimum.gradientNorm() > Maximizer.TOLERANCE) {
      status = FitStatus.NOT_CONVERGED;
      message = "the search ended at a gradient norm of " + optimum.gradientNorm();
    } else if (!undetermined.isEmpty()) {
      status = FitStatus.BOUNDARY;
      message =
          "the likelihood is flat: the data do not determine " + String.join(", ", undetermined);
    }
    return new Fit(
        status,
        message,
        List.copyOf(parameters),
        optimum.value(),
        optimum.gradientNorm(),
        optimum.iterations());
  }
}
