package io.cxwarehouse.publish;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;

/**
 * The elements of an RDD in its order, a partition at a time in memory for each core. While one
 * partition is used the next ones are computed, which {@code toLocalIterator} does not do: there,
 * either the cores wait or whoever reads.
 */
final class PartsAhead<T> implements Iterator<T>, AutoCloseable {
  private final JavaRDD<T> rdd;
  private final int count;
  private final ExecutorService workers;
  private final Queue<Future<List<T>>> begun = new ArrayDeque<>();
  private Iterator<T> current = Collections.emptyIterator();
  private int next;

  PartsAhead(JavaRDD<T> rdd) {
    this.rdd = rdd;
    this.count = rdd.getNumPartitions();
    int atOnce = Math.max(1, Math.min(count, rdd.context().defaultParallelism()));
    this.workers =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "publish-read");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < atOnce; i++) {
      begin();
    }
  }

  private void begin() {
    if (next < count) {
      int partition = next++;
      begun.add(workers.submit(() -> rdd.collectPartitions(new int[] {partition})[0]));
    }
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext() && !begun.isEmpty()) {
      current = ended(begun.remove()).iterator();
      begin();
    }
    return current.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }

  private static <T> List<T> ended(Future<List<T>> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Rows cannot be read: " + e.getCause(), e.getCause());
    }
  }

  /** Jobs that are still running end by themselves; nobody reads what they give. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
