package io.cxwarehouse.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Observe;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.StepResult;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.graph.ColumnLineage;
import io.cxwarehouse.graph.Graph;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Sends events of lineage while a run goes on, in a thread of its own. Steps that had nothing to do
 * have none. After a failure nothing more is sent, which is told once.
 */
final class LineageEvents extends Passing {
  private static final long MOST_SECONDS_AT_END = 60;

  private final Warehouse warehouse;
  private final Observe settings;
  private final LocalDate asOf;
  private final Http http;
  private final Instant started = Instant.now();
  private final Map<TableId, Instant> begun = new ConcurrentHashMap<>();
  private final ExecutorService sending =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "cxw-lineage");
            thread.setDaemon(true);
            return thread;
          });
  private OpenLineage events;
  private String runId;
  private Map<TableId, Graph.Node> nodes = Map.of();
  private volatile boolean isBroken;

  LineageEvents(
      Warehouse warehouse, Observe settings, LocalDate asOf, Http http, RunListener next) {
    super(next);
    this.warehouse = warehouse;
    this.settings = settings;
    this.asOf = asOf;
    this.http = http;
  }

  @Override
  public void began(String id) {
    super.began(id);
    runId = id;
    events = new OpenLineage(warehouse, settings.name(), id, asOf, started);
    nodes = new ConcurrentHashMap<>();
    warehouse.graph().nodes().forEach(node -> nodes.put(node.id(), node));
    ObjectNode event = events.run(OpenLineage.Type.START, started);
    later(() -> send(event));
  }

  @Override
  public void stepStarted(TableId table) {
    begun.put(table, Instant.now());
    super.stepStarted(table);
  }

  @Override
  public void stepFinished(StepResult result) {
    super.stepFinished(result);
    Graph.Node node = nodes.get(result.table());
    Instant at = begun.get(result.table());
    boolean isIdle = result.how() == How.SKIP && result.status() != StepResult.Status.FAILED;
    if (node != null && at != null && !isIdle) {
      Instant now = Instant.now();
      later(
          () -> {
            send(events.began(node, at));
            send(events.ended(node, result, columns(node), now));
          });
    }
  }

  /** Waits for what is still to be sent, but not for ever. */
  void end(Outcome night) {
    if (events != null) {
      boolean isGood = night.report().isPresent() && night.exitCode() != ExitCode.FAILURE;
      ObjectNode event =
          events.run(isGood ? OpenLineage.Type.COMPLETE : OpenLineage.Type.FAIL, night.ended());
      later(() -> send(event));
    }
    sending.shutdown();
    try {
      if (!sending.awaitTermination(MOST_SECONDS_AT_END, TimeUnit.SECONDS)) {
        sending.shutdownNow();
        notice("Not all events of lineage were sent: there was not enough time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ColumnLineage> columns(Graph.Node node) {
    SparkSession session = warehouse.newSession();
    return ColumnLineage.of(node, warehouse.relations(), warehouse.settings(), session);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void later(Work work) {
    sending.execute(
        () -> {
          if (isBroken) {
            return;
          }
          try {
            work.run();
          } catch (Exception e) { // Spark's are partly checked, but not declared
            isBroken = true;
            notice(
                "Lineage of this run is not complete: "
                    + (e instanceof IOException ? e.getMessage() : e.getClass().getSimpleName()));
          }
        });
  }

  private void send(ObjectNode event) throws IOException {
    Observe.Lineage to = settings.lineage();
    if (to.folder().isPresent()) {
      Path folder = Files.createDirectories(Path.of(to.folder().get()));
      Files.writeString(
          folder.resolve(runId + ".jsonl"),
          event + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    if (to.url().isPresent()) {
      String url = to.url().get().toString().replaceFirst("/+$", "");
      http.send(
          "POST",
          URI.create(url.endsWith("/lineage") ? url : url + "/api/v1/lineage"),
          "application/json",
          event.toString(),
          to.key()
              .<Map<String, String>>map(key -> Map.of("Authorization", "Bearer " + key))
              .orElse(Map.of()));
    }
  }
}
