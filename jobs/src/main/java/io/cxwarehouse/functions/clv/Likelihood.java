package io.cxwarehouse.functions.clv;

import java.util.List;
import java.util.Optional;

/** The log-likelihood of some data as a function of positive parameters. */
public interface Likelihood {
  List<String> parameters();

  /** Where a search begins: on the data's own scale, and the same for the same data. */
  double[] start();

  /**
   * The log-likelihood at {@code theta}.
   *
   * @param gradient receives the derivative by each parameter
   */
  double value(double[] theta, double[] gradient);

  /** Why parameters this extreme are not a fit but the edge of the model, or empty. */
  Optional<String> boundary(double[] theta);
}
