package io.cxwarehouse.functions.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether customers taken together and customers of one kind each tell opposite things (Simpson's
 * paradox). They do where the total's interval lies on one side of no association, and that of the
 * strata's mean, weighted by precision, on the other.
 */
final class Strata {
  /**
   * What the strata say.
   *
   * @param isReversed null where no column has strata to tell it by
   * @param by the column that contradicts, null if none does
   */
  record Verdict(Boolean isReversed, String by) {}

  private final Map<String, List<Cases>> byColumn = new LinkedHashMap<>();
  private final int size;

  Strata(Cases cases, Map<String, String[]> columns) {
    size = cases.size();
    columns.forEach((name, strata) -> byColumn.put(name, split(cases, strata)));
  }

  private static List<Cases> split(Cases cases, String[] strata) {
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < strata.length; i++) {
      rows.computeIfAbsent(strata[i], stratum -> new ArrayList<>()).add(i);
    }
    return rows.values().stream()
        .map(some -> cases.of(some.stream().mapToInt(Integer::intValue).toArray()))
        .toList();
  }

  Verdict verdict(Estimate total, Function<Cases, Estimate> statistic) {
    if (!total.isOk()) {
      return new Verdict(null, null);
    }
    boolean isTold = false;
    for (Map.Entry<String, List<Cases>> column : byColumn.entrySet()) {
      List<Estimate> estimates = new ArrayList<>();
      int customers = 0;
      for (Cases stratum : column.getValue()) {
        Estimate estimate = statistic.apply(stratum);
        if (estimate.isOk()) {
          estimates.add(estimate);
          customers += stratum.size();
        }
      }
      if (estimates.size() > 1 && 2 * customers >= size) {
        isTold = true;
        if (Estimate.pooled(estimates).side() * total.side() < 0) {
          return new Verdict(true, column.getKey());
        }
      }
    }
    return new Verdict(isTold ? Boolean.FALSE : null, null);
  }
}
