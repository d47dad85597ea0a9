package io.cxwarehouse.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Movement;
import io.cxwarehouse.report.Page.Part;
import io.cxwarehouse.report.Page.Split;
import io.cxwarehouse.report.ScoreRows.Effect;
import io.cxwarehouse.report.ScoreRows.Kpi;
import io.cxwarehouse.report.ScoreRows.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What changed more than by chance, and in which parts of the customers. */
final class Movements {
  private static final int MOST = 6;
  private static final int PARTS = 4;

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
        kpi.label(),
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
        splits(kpi));
  }

  /** By which columns it is split, the warehouse decides. */
  private List<Split> splits(Kpi kpi) {
    Map<String, List<Effect>> columns =
        context.data().effects().stream()
            .filter(e -> e.kpi().equals(kpi.kpi()))
            .collect(groupingBy(Effect::segmentName, TreeMap::new, toList()));
    return columns.entrySet().stream()
        .filter(column -> column.getValue().size() > 1)
        .map(column -> split(kpi, column.getKey(), column.getValue()))
        .toList();
  }

  private Split split(Kpi kpi, String column, List<Effect> effects) {
    double mix = effects.stream().mapToDouble(Effect::mixEffect).sum();
    double rate = effects.stream().mapToDouble(Effect::rateEffect).sum();
    double widest =
        Math.max(
            effects.stream().mapToDouble(e -> Math.abs(sum(e))).max().orElse(1), Double.MIN_NORMAL);
    List<Part> parts =
        effects.stream()
            .sorted(Comparator.comparingDouble((Effect e) -> Math.abs(sum(e))).reversed())
            .limit(PARTS)
            .map(
                e ->
                    new Part(
                        e.segmentValue(),
                        change(sum(e), kpi),
                        "mix "
                            + change(e.mixEffect(), kpi)
                            + ", rate "
                            + change(e.rateEffect(), kpi),
                        Math.round(sum(e) / widest * 500) / 10.0,
                        sum(e) > 0 == kpi.direction().equals("up") ? "good" : "bad"))
            .toList();
    return new Split(Labels.words(column), change(mix, kpi), change(rate, kpi), parts);
  }

  private static double sum(Effect effect) {
    return effect.mixEffect() + effect.rateEffect();
  }

  private String change(double value, Kpi kpi) {
    return Formats.change(value, kpi.unit(), context.currency());
  }
}
