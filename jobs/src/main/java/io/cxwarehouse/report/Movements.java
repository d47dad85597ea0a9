package io.cxwarehouse.report;

import static java.util.stream.Collectors.groupingBy;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Movement;
import io.cxwarehouse.report.Page.Part;
import io.cxwarehouse.report.Page.Split;
import io.cxwarehouse.report.ReportData.Kpi;
import io.cxwarehouse.report.ReportData.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What changed more than by chance, and in which parts of the customers. */
final class Movements {
  private static final int MOST = 6;
  private static final int PARTS = 4;

  /** One value of a column: its share of what was counted, and its value, before and now. */
  record Share(String value, double weight0, double weight1, Double rate0, Double rate1) {}

  /** What a part added to the change of the total. */
  record Effect(String value, double mix, double rate) {
    double sum() {
      return mix + rate;
    }
  }

  private final ReportContext context;
  private final List<Score> changed;

  Movements(ReportContext context) {
    this.context = context;
    this.changed = changed();
  }

  /** How many there are. */
  long count() {
    return changed.size();
  }

  /** The surest ones, first the surest of all. */
  List<Movement> surest() {
    return changed.stream().limit(MOST).map(this::movement).toList();
  }

  private List<Score> changed() {
    return context.data().scores().stream()
        .filter(score -> score.segment().isAll() && isSure(score))
        .filter(score -> !Formats.isVariant(score.kpi()))
        .sorted(Comparator.comparingDouble(Movements::strength).reversed())
        .toList();
  }

  private boolean isSure(Score score) {
    return score.changeCiLow() != null
        && score.changeCiHigh() != null
        && (score.changeCiLow() > 0 || score.changeCiHigh() < 0)
        && context.kpi(score.kpi()).filter(k -> !context.isFew(k, score.n())).isPresent();
  }

  /** The change in halves of its interval. */
  private static double strength(Score score) {
    return Math.abs(score.change())
        / Math.max((score.changeCiHigh() - score.changeCiLow()) / 2, Double.MIN_NORMAL);
  }

  private Movement movement(Score score) {
    Kpi kpi = context.kpi(score.kpi()).orElseThrow();
    String unit = kpi.unit();
    String currency = context.currency();
    return new Movement(
        Labels.kpi(kpi.kpi()),
        Formats.value(score.previousValue(), unit, currency),
        Formats.value(score.value(), unit, currency),
        Formats.change(score.change(), unit, currency),
        "95 % sure of "
            + Formats.change(score.changeCiLow(), unit, currency)
            + " to "
            + Formats.change(score.changeCiHigh(), unit, currency)
            + "; "
            + Formats.days(score.windowStart().toLocalDate(), score.windowEnd().toLocalDate())
            + " against "
            + Formats.days(
                score.previousWindowStart().toLocalDate(), score.previousWindowEnd().toLocalDate()),
        Scorecards.tone(kpi, score, false),
        splits(kpi, score));
  }

  private List<Split> splits(Kpi kpi, Score total) {
    Map<String, List<Score>> columns =
        context.data().scores().stream()
            .filter(s -> s.kpi().equals(kpi.kpi()) && !s.segment().isAll())
            .collect(groupingBy(Score::segmentName));
    List<Split> splits = new ArrayList<>();
    columns.keySet().stream()
        .sorted()
        .forEach(
            column -> {
              List<Effect> effects = effects(shares(columns.get(column), total, kpi.valueFactor()));
              if (effects.size() > 1) {
                splits.add(split(kpi, column, effects));
              }
            });
    return splits;
  }

  /** Of columns whose parts overlap, and of percentiles, there are none. */
  static List<Share> shares(List<Score> parts, Score total, double factor) {
    double before = 0;
    double now = 0;
    for (Score part : parts) {
      before += part.previousDenominator() == null ? 0 : part.previousDenominator();
      now += part.denominator() == null ? 0 : part.denominator();
    }
    List<Share> shares = new ArrayList<>();
    if (isApart(before, total.previousDenominator()) && isApart(now, total.denominator())) {
      for (Score part : parts) {
        double weight0 = part.previousDenominator() == null ? 0 : part.previousDenominator();
        double weight1 = part.denominator() == null ? 0 : part.denominator();
        shares.add(
            new Share(
                part.segmentValue(),
                weight0 / before,
                weight1 / now,
                weight0 == 0 ? null : factor * part.previousNumerator() / weight0,
                weight1 == 0 ? null : factor * part.numerator() / weight1));
      }
    }
    return shares;
  }

  /** Respondents, or customers with several channels, are in several parts. */
  private static boolean isApart(double parts, Double total) {
    return total != null && parts > 0 && parts <= total * (1 + 1e-6);
  }

  /**
   * Splits a change exactly: of each part, the change of its rate at its mean share, and the change
   * of its share at how far its mean rate lies from the total's. A part that is new, or gone, has
   * changed its share only.
   */
  static List<Effect> effects(List<Share> shares) {
    double total0 = 0;
    double total1 = 0;
    for (Share share : shares) {
      total0 += share.rate0() == null ? 0 : share.weight0() * share.rate0();
      total1 += share.rate1() == null ? 0 : share.weight1() * share.rate1();
    }
    double mean = (total0 + total1) / 2;
    List<Effect> effects = new ArrayList<>();
    for (Share share : shares) {
      if (share.rate0() == null && share.rate1() == null) {
        continue;
      }
      double rate0 = share.rate0() == null ? share.rate1() : share.rate0();
      double rate1 = share.rate1() == null ? share.rate0() : share.rate1();
      effects.add(
          new Effect(
              share.value(),
              (share.weight1() - share.weight0()) * ((rate0 + rate1) / 2 - mean),
              (share.weight0() + share.weight1()) / 2 * (rate1 - rate0)));
    }
    return effects;
  }

  private Split split(Kpi kpi, String column, List<Effect> effects) {
    double mix = effects.stream().mapToDouble(Effect::mix).sum();
    double rate = effects.stream().mapToDouble(Effect::rate).sum();
    double widest =
        Math.max(
            effects.stream().mapToDouble(e -> Math.abs(e.sum())).max().orElse(1),
            Double.MIN_NORMAL);
    List<Part> parts =
        effects.stream()
            .sorted(Comparator.comparingDouble((Effect e) -> Math.abs(e.sum())).reversed())
            .limit(PARTS)
            .map(
                e ->
                    new Part(
                        e.value(),
                        change(e.sum(), kpi),
                        "mix " + change(e.mix(), kpi) + ", rate " + change(e.rate(), kpi),
                        Math.round(e.sum() / widest * 500) / 10.0,
                        e.sum() > 0 == kpi.direction().equals("up") ? "good" : "bad"))
            .toList();
    return new Split(Labels.words(column), change(mix, kpi), change(rate, kpi), parts);
  }

  private String change(double value, Kpi kpi) {
    return Formats.change(value, kpi.unit(), context.currency());
  }
}
