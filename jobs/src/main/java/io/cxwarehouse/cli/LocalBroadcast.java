package io.cxwarehouse.cli;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;

/**
 * A value for tasks of this process: they get the object itself, as Spark gives it to tasks where
 * its driver runs, but Spark serializes and compresses it all the same, in case that others ask.
 * Code that Spark generates names this class, so it is public. Each scan of a table sends Hadoop's
 * configuration, each stage its tasks' work.
 */
public final class LocalBroadcast<T> extends Broadcast<T> {
  private static final long serialVersionUID = 1;
  private static final AtomicLong LAST_ID = new AtomicLong();
  private static final Map<Long, Entry> LIVE = new ConcurrentHashMap<>();
  private static final ReferenceQueue<LocalBroadcast<?>> GONE = new ReferenceQueue<>();

  private transient T value;

  private static final class Entry extends WeakReference<LocalBroadcast<?>> {
    private final long id;

    private Entry(LocalBroadcast<?> broadcast) {
      super(broadcast, GONE);
      this.id = broadcast.id();
    }
  }

  private LocalBroadcast(T value, ClassTag<T> type) {
    super(LAST_ID.incrementAndGet(), type);
    this.value = value;
  }

  /** What runs keeps it: the plan or stage that refers to it. */
  static <T> LocalBroadcast<T> of(T value, ClassTag<T> type) {
    LocalBroadcast<T> broadcast = new LocalBroadcast<>(value, type);
    LIVE.put(broadcast.id(), new Entry(broadcast));
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      LIVE.remove(((Entry) gone).id);
    }
    return broadcast;
  }

  @Override
  public T getValue() {
    return value;
  }

  @Override
  public void doUnpersist(boolean blocking) {
    // There is no copy to forget.
  }

  @Override
  public void doDestroy(boolean blocking) {
    value = null;
    LIVE.remove(id());
  }

  /** In a task: the same one. */
  private Object readResolve() {
    Entry entry = LIVE.get(id());
    LocalBroadcast<?> live = entry == null ? null : entry.get();
    if (live == null) {
      throw new IllegalStateException("a task refers to the value " + id() + ", which is gone");
    }
    return live;
  }
}
