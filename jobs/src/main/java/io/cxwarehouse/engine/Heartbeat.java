package io.cxwarehouse.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the holder of a lock does every few seconds, whatever else it is doing. */
final class Heartbeat implements AutoCloseable {
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "warehouse-lock");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to beat.
   *
   * @param each must not throw: after that it would beat no more
   */
  Heartbeat(Duration beat, Runnable each) {
    heart.scheduleAtFixedRate(each, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }
}
