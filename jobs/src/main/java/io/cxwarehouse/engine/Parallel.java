package io.cxwarehouse.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Independent pieces of work, a few at a time. */
public final class Parallel {
  private Parallel() {}

  /** Runs all; the first failure is thrown once every started piece has ended. */
  public static <T> void forEach(Collection<T> items, int atOnce, Consumer<T> work) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, atOnce));
    try {
      List<Future<?>> running = new ArrayList<>();
      items.forEach(item -> running.add(pool.submit(() -> work.accept(item))));
      RuntimeException failure = null;
      for (Future<?> future : running) {
        try {
          future.get();
        } catch (ExecutionException e) {
          if (failure == null) {
            failure =
                e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
