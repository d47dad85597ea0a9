package io.cxwarehouse.report;

import static java.util.stream.Collectors.groupingBy;

import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.ScoreRows.Month;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Rows made into charts. */
final class Charts {
  private static final List<String> ROLES = List.of("a", "b", "c", "d");

  private final ReportContext context;
  private final Segments segments;

  Charts(ReportContext context, Segments segments) {
    this.context = context;
    this.segments = segments;
  }

  /** KPIs by month, with their intervals; null: nothing is known of any. */
  Chart course(String unit, String... kpis) {
    List<String> names = Arrays.asList(kpis);
    Map<Segment, List<Month>> rows =
        cuts(context.data().courses().stream().filter(m -> names.contains(m.kpi())).toList());
    List<Month> all = rows.getOrDefault(Segment.ALL, List.of());
    List<LocalDate> months = months(all.stream().map(Month::month));
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    rows.forEach(
        (segment, of) -> {
          List<Series> series = new ArrayList<>();
          for (String kpi : names) {
            Map<LocalDate, Month> byMonth = new LinkedHashMap<>();
            of.stream()
                .filter(m -> m.kpi().equals(kpi))
                .forEach(m -> byMonth.put(m.month().toLocalDate(), m));
            if (!byMonth.isEmpty()) {
              series.add(
                  series(
                      context.label(kpi),
                      ROLES.get(names.indexOf(kpi)),
                      months,
                      byMonth,
                      Month::value,
                      Month::low,
                      Month::high,
                      Month::n));
            }
          }
          cuts.put(segment.key(), series);
        });
    return months.isEmpty()
        ? null
        : new Chart("line", unit, "Month", months.stream().map(Formats::month).toList(), cuts);
  }

  /** All months from the first to the last one that is named. */
  static List<LocalDate> months(Stream<Date> dates) {
    List<LocalDate> named = dates.map(Date::toLocalDate).sorted().distinct().toList();
    return named.isEmpty()
        ? List.of()
        : named
            .get(0)
            .datesUntil(named.get(named.size() - 1).plusDays(1), java.time.Period.ofMonths(1))
            .toList();
  }

  static <K, R, T> List<T> each(List<K> keys, Map<K, R> rows, Function<R, T> value) {
    List<T> values = new ArrayList<>();
    keys.forEach(key -> values.add(rows.containsKey(key) ? value.apply(rows.get(key)) : null));
    return values;
  }

  /** Counts by place on the axis, in series; a place without rows counts 0. */
  static <R> List<Double> counts(
      int places, Collection<R> rows, Function<R, Integer> place, ToDoubleFunction<R> count) {
    Double[] counts = new Double[places];
    Arrays.fill(counts, 0.0);
    for (R row : rows) {
      int at = place.apply(row);
      if (at >= 0 && at < places) {
        counts[at] += count.applyAsDouble(row);
      }
    }
    return Arrays.asList(counts);
  }

  /** Rows by the parts of the customers that are shown, all customers first. */
  <R extends Cut> Map<Segment, List<R>> cuts(List<R> rows) {
    return rows.stream()
        .filter(row -> segments.isShown(row.segment()))
        .collect(groupingBy(Cut::segment, TreeMap::new, java.util.stream.Collectors.toList()));
  }

  /** Values with their intervals, and of how many they are; null where there is no row. */
  static <K, R> Series series(
      String name,
      String role,
      List<K> keys,
      Map<K, R> rows,
      Function<R, Double> value,
      Function<R, Double> low,
      Function<R, Double> high,
      Function<R, Long> n) {
    return new Series(
        name,
        role,
        each(keys, rows, value),
        each(keys, rows, low),
        each(keys, rows, high),
        each(keys, rows, n));
  }

  static Series series(String name, String role, List<Double> values) {
    return new Series(name, role, values, null, null, null);
  }

  /** Of all customers only. */
  static Map<String, List<Series>> uncut(Series... series) {
    return Map.of("", Arrays.asList(series));
  }
}
