package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs steps as soon as their inputs are done, a few at a time. A step that fails blocks what
 * depends on it; the others go on.
 */
final class StepScheduler {
  private final Graph graph;
  private final Function<Graph.Node, StepResult> work;
  private final UnaryOperator<Throwable> explained;
  private final RunListener listener;
  private final Function<TableId, LogContext> about;
  private final int atOnce;

  /**
   * Prepares the scheduler.
   *
   * @param work brings one table up to date
   * @param explained says more of an error that {@code work} threw, where more is known
   * @param about marks what is logged meanwhile
   */
  StepScheduler(
      Graph graph,
      Function<Graph.Node, StepResult> work,
      UnaryOperator<Throwable> explained,
      RunListener listener,
      Function<TableId, LogContext> about,
      int atOnce) {
    this.graph = graph;
    this.work = work;
    this.explained = explained;
    this.listener = listener;
    this.about = about;
    this.atOnce = atOnce;
  }

  /** The scheduler of a run's steps. */
  static StepScheduler of(RunContext run, RunListener listener, int atOnce) {
    return new StepScheduler(
        run.warehouse().graph(),
        node -> StepRunner.run(run, node),
        error ->
            DiskSpace.explained(error, run.warehouse().spark(), run.tables().root())
                .<Throwable>map(full -> full)
                .orElse(error),
        listener,
        table -> run.about("compute", table),
        atOnce);
  }

  /** Runs the chosen tables, in the graph's order as far as inputs ask for it. */
  List<StepResult> run(Set<TableId> chosen) {
    Map<TableId, Graph.Node> waiting = new LinkedHashMap<>();
    graph.nodes().stream()
        .filter(node -> chosen.contains(node.id()))
        .forEach(node -> waiting.put(node.id(), node));
    Map<TableId, StepResult> done = new LinkedHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      CompletionService<StepResult> results = new ExecutorCompletionService<>(pool);
      int running = 0;
      while (!waiting.isEmpty() || running > 0) {
        running += start(waiting, done, chosen, results);
        if (running == 0) {
          continue;
        }
        StepResult result = results.take().get();
        running--;
        done.put(result.table(), result);
        listener.stepFinished(result);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while steps were running", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return List.copyOf(done.values());
  }

  /** Starts every step whose inputs are done; returns how many. */
  private int start(
      Map<TableId, Graph.Node> waiting,
      Map<TableId, StepResult> done,
      Set<TableId> chosen,
      CompletionService<StepResult> results) {
    int started = 0;
    for (Graph.Node node : List.copyOf(waiting.values())) {
      List<TableId> inputs = new ArrayList<>(graph.inputsOf(node.id()));
      inputs.retainAll(chosen);
      List<TableId> bad =
          inputs.stream().filter(id -> done.containsKey(id) && !done.get(id).isGood()).toList();
      if (!bad.isEmpty()) {
        waiting.remove(node.id());
        StepResult blocked = new StepTimer(node.id()).blocked(bad);
        done.put(node.id(), blocked);
        listener.stepFinished(blocked);
      } else if (done.keySet().containsAll(inputs)) {
        waiting.remove(node.id());
        results.submit(() -> runStep(node));
        started++;
      }
    }
    return started;
  }

  private StepResult runStep(Graph.Node node) {
    listener.stepStarted(node.id());
    StepTimer timer = new StepTimer(node.id());
    try (LogContext context = about.apply(node.id())) {
      try {
        return work.apply(node);
      } catch (Throwable e) { // one table's failure must not end the others
        System.getLogger(StepScheduler.class.getName())
            .log(System.Logger.Level.ERROR, "table " + node.id() + " failed", e);
        return timer.failed(explained.apply(e));
      }
    }
  }
}
