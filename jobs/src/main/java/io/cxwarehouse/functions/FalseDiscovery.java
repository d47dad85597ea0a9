package io.cxwarehouse.functions;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Many tests at once: Benjamini and Hochberg (1995). */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /** The q value of each p value: the share of false alarms if it and all smaller ones count. */
  public static double[] qValues(double[] pValues) {
    List<Integer> falling =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
            .toList();
    double[] q = new double[pValues.length];
    double least = 1;
    int rank = pValues.length;
    for (int i : falling) {
      least = Math.min(least, pValues[i] * ((double) pValues.length / rank));
      q[i] = least;
      rank--;
    }
    return q;
  }
}
