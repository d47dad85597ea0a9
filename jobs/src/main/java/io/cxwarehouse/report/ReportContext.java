package io.cxwarehouse.report;

import io.cxwarehouse.functions.Evidence;
import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ScoreRows.Kpi;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What everything on the page follows from.
 *
 * @param publication that the data are of
 * @param minN of fewer nothing is judged
 */
public record ReportContext(
    ReportData data, LocalDate asOf, String publication, String currency, int minN) {

  boolean isFew(Kpi kpi, Long n) {
    return Evidence.isFew(kpi.statistic(), n, minN);
  }

  Optional<Kpi> kpi(String name) {
    return data.kpis().stream().filter(k -> k.kpi().equals(name)).findFirst();
  }

  /** What a KPI is called; of what is none, its name in words. */
  String label(String name) {
    return kpi(name).map(Kpi::label).orElseGet(() -> Labels.words(name));
  }

  static int months(LocalDate first, LocalDate month) {
    return (int) ChronoUnit.MONTHS.between(first, month);
  }
}
