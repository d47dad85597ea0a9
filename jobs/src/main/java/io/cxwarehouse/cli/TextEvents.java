package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Forecast;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.PlannedStep;
import io.cxwarehouse.engine.StepResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A line for each thing that happens and, on a terminal, one bar below them. */
final class TextEvents implements Events {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int BAR_WIDTH = 100;
  private static final int MAX_MESSAGE = 200;

  private final PrintWriter target;
  private final boolean isTerminal;
  private final Set<TableId> running = new LinkedHashSet<>();
  private ProgressBar bar;

  TextEvents(PrintWriter target, boolean isTerminal) {
    this.target = target;
    this.isTerminal = isTerminal;
  }

  @Override
  public synchronized void phase(String text) {
    line(text);
  }

  @Override
  public synchronized void planned(List<PlannedStep> steps, Forecast forecast) {
    line(plan(steps, forecast));
    if (isTerminal && !steps.isEmpty()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("tables")
              .setInitialMax(steps.size())
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, BAR_WIDTH))
              .build();
    }
  }

  @Override
  public synchronized void stepStarted(TableId table) {
    running.add(table);
    showRunning();
  }

  @Override
  public synchronized void stepFinished(StepResult result) {
    running.remove(result.table());
    if (result.how() != How.SKIP || !result.isGood()) {
      line(describe(result));
    }
    if (bar != null) {
      bar.step();
      showRunning();
    }
  }

  @Override
  public synchronized void notice(String text) {
    line("note: " + text);
  }

  @Override
  public synchronized void failed(ExitCode code, String text) {
    close();
    line("cxw: " + text);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      draw("");
    }
  }

  private static String plan(List<PlannedStep> steps, Forecast forecast) {
    Map<How, Long> ways = new EnumMap<>(How.class);
    steps.forEach(step -> ways.merge(step.how(), 1L, Long::sum));
    long still = ways.getOrDefault(How.SKIP, 0L);
    ways.remove(How.SKIP);
    List<String> parts = new ArrayList<>();
    ways.forEach((how, tables) -> parts.add(tables + " " + how.name().toLowerCase(Locale.ROOT)));
    return String.format(
        Locale.ROOT,
        "%d of %d tables may change%s; %s",
        steps.size() - still,
        steps.size(),
        parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")",
        forecast.describe());
  }

  static String describe(StepResult result) {
    String what =
        switch (result.status()) {
          case CHANGED ->
              String.format(
                  Locale.ROOT,
                  "%,d rows changed%s",
                  result.changed(),
                  result.rejected() > 0
                      ? String.format(Locale.ROOT, ", %,d rejected", result.rejected())
                      : "");
          case UNCHANGED -> "unchanged";
          case CHECK_FAILED -> "CHECK FAILED" + because(result);
          case FAILED -> "FAILED" + because(result);
          case BLOCKED -> "not computed" + because(result);
        };
    return String.format(
        Locale.ROOT,
        "%-38s %-10s %6.1f s  %s",
        result.table(),
        result.how().name().toLowerCase(Locale.ROOT),
        result.seconds(),
        what);
  }

  private static String because(StepResult result) {
    return result
        .message()
        .flatMap(message -> message.lines().findFirst())
        .map(line -> ": " + line.substring(0, Math.min(line.length(), MAX_MESSAGE)))
        .orElse("");
  }

  private void showRunning() {
    if (bar != null) {
      bar.setExtraMessage(String.join(" ", running.stream().map(TableId::toString).toList()));
    }
  }

  private void line(String text) {
    boolean hasBar = bar != null;
    synchronized (target) {
      target.println(hasBar ? CLEAR_LINE + text : text);
      target.flush();
    }
  }

  /**
   * Called by the bar's own thread. It takes the lock of the output only: closing the bar waits for
   * a last drawing, while it holds this object's.
   */
  private void draw(String rendered) {
    synchronized (target) {
      target.print(CLEAR_LINE + rendered);
      target.flush();
    }
  }
}
