package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.delta.Commit;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The warehouse's lock as files beside its tables, a lease: its holder rewrites a numbered file
 * every few seconds. Whoever wants it watches that file by its own clock, and creates the file of
 * the next number once the holder is seen to be dead or has not written for the time of a lease.
 * The holder looks before each commit whether there is a next number; the commits' fence ({@link
 * Commit}) stops what it began before.
 */
final class Lease implements Lock {
  static final String FOLDER = "_cxw_lock";

  /** Where of several that create a file without overwriting it, one succeeds. */
  private static final Set<String> ATOMIC_CREATE =
      Set.of("file", "hdfs", "viewfs", "abfs", "abfss", "gs");

  /**
   * How the lease is kept.
   *
   * @param beat between two writes of the holder
   * @param lease without a write for so long, the holder is taken to be gone
   * @param namespace in which processes can be told apart from here
   */
  record Terms(Duration beat, Duration lease, Optional<String> namespace) {
    static Terms usual() {
      return new Terms(Duration.ofSeconds(10), Duration.ofSeconds(60), LockHolder.namespace());
    }
  }

  private final LockFiles files;
  private final long number;
  private final LockHolder self;
  private final Heartbeat heart;
  private final Runnable onLoss;
  private long beats;
  private boolean isLost;
  private boolean isClosed;

  private Lease(LockFiles files, long number, LockHolder self, Duration beat, Runnable onLoss) {
    this.files = files;
    this.number = number;
    this.self = self;
    this.onLoss = onLoss;
    this.heart = new Heartbeat(beat, this::beat);
  }

  /**
   * Takes the lock or fails with exit code 5, naming the holder.
   *
   * @param purpose what the holder does, shown to whoever finds the lock
   * @param onLoss stops what the holder is doing once another has taken the lock over
   */
  static Lease take(
      String root, String purpose, Configuration hadoop, RunListener listener, Runnable onLoss) {
    return take(root, purpose, hadoop, listener, onLoss, Terms.usual());
  }

  static Lease take(
      String root,
      String purpose,
      Configuration hadoop,
      RunListener listener,
      Runnable onLoss,
      Terms terms) {
    try {
      LockFiles files = new LockFiles(new Path(root, FOLDER), hadoop);
      if (!ATOMIC_CREATE.contains(files.scheme())) {
        throw new CxwException(
            ExitCode.LOCKED,
            "The warehouse " + root + " cannot be locked.",
            files.scheme() + " cannot create a file atomically, so two runs could write at once",
            "Let PostgreSQL keep the lock: set warehouse.lock = postgres and CXW_POSTGRES_URL; or keep"
                + " the warehouse on HDFS, ABFS, Google Cloud Storage or a local disk.");
      }
      files.createFolder();
      Optional<LockFiles.Numbered> last = files.newest();
      if (last.isPresent()) {
        requireFree(root, files, last.get(), listener, terms);
      }
      LockHolder self = LockHolder.self(UUID.randomUUID().toString(), purpose, terms.namespace());
      long number = last.map(LockFiles.Numbered::number).orElse(0L) + 1;
      if (!files.create(number, self.beating(0))) {
        throw held(root, files.newest().map(LockFiles.Numbered::holder), terms);
      }
      files.deleteBelow(number);
      return new Lease(files, number, self, terms.beat(), onLoss);
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The warehouse " + root + " cannot be written.",
          String.valueOf(e.getMessage()),
          "Check warehouse.root and the rights on it.",
          e);
    }
  }

  /** How the lock stands, for whoever only wants to know. */
  static Condition condition(String root, Configuration hadoop) {
    String subject = "lock";
    try {
      LockFiles files = new LockFiles(new Path(root, FOLDER), hadoop);
      if (!ATOMIC_CREATE.contains(files.scheme())) {
        return Condition.fault(
            subject,
            files.scheme() + " cannot create a file atomically, so two runs could write at once",
            "Let PostgreSQL keep the lock: warehouse.lock = postgres.");
      }
      Optional<LockHolder> holder =
          files.exists() ? files.newest().map(LockFiles.Numbered::holder) : Optional.empty();
      if (holder.isEmpty() || holder.get().isReleased()) {
        return Condition.ok(subject, "free");
      }
      Optional<Boolean> isRunning = holder.get().isRunning(Terms.usual().namespace());
      if (isRunning.isPresent() && !isRunning.get()) {
        return Condition.warning(
            subject,
            "left by " + holder.get() + ", which is gone",
            "Nothing: the next run takes it over at once.");
      }
      return isRunning.isPresent()
          ? Condition.ok(subject, "held by " + holder.get() + ", which is running")
          : Condition.warning(
              subject,
              "held by " + holder.get() + "; whether it runs cannot be told from here",
              "Look on that host. If it is gone, the next run takes the lock over after "
                  + Terms.usual().lease().toSeconds()
                  + " s.");
    } catch (IOException e) {
      return Condition.fault(
          subject,
          "cannot be read: " + e.getMessage(),
          "Check the rights on " + root + "/" + FOLDER + ".");
    }
  }

  /** Returns once the holder has gone; fails as soon as it is seen to live. */
  private static void requireFree(
      String root, LockFiles files, LockFiles.Numbered last, RunListener listener, Terms terms)
      throws IOException {
    LockHolder holder = last.holder();
    if (holder.isReleased()) {
      return;
    }
    Optional<Boolean> isRunning = holder.isRunning(terms.namespace());
    if (isRunning.isPresent()) {
      if (isRunning.get()) {
        throw held(root, Optional.of(holder), terms);
      }
      listener.notice("Taking over the lock of " + holder + ". The process is gone.");
      return;
    }
    listener.notice(
        "The warehouse is locked by "
            + holder
            + ". Watching for up to "
            + terms.lease().toSeconds()
            + " s whether it still writes.");
    long began = System.nanoTime();
    while (System.nanoTime() - began < terms.lease().toNanos()) {
      pause(terms.beat().dividedBy(5));
      LockFiles.Numbered now = files.newest().orElse(last);
      if (!now.isSameAs(last)) {
        if (now.number() == last.number() && now.holder().isReleased()) {
          return;
        }
        throw held(root, Optional.of(now.holder()), terms);
      }
    }
    listener.notice(
        "Taking over the lock of "
            + holder
            + ". It did not write for "
            + terms.lease().toSeconds()
            + " s.");
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(Math.max(1, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the warehouse's lock", e);
    }
  }

  private static CxwException held(String root, Optional<LockHolder> holder, Terms terms) {
    return new CxwException(
        ExitCode.LOCKED,
        "Another run holds the warehouse " + root + ".",
        holder.map(LockHolder::toString).orElse("it took the lock just now"),
        "Wait until it has ended. A dead holder is taken over by itself: at once if it ran on this"
            + " host, else when it has not been heard of for "
            + terms.lease().toSeconds()
            + " s.");
  }

  @Override
  public synchronized void check() {
    try {
      Optional<LockFiles.Numbered> newest = files.newest();
      boolean isOurs =
          newest.isPresent()
              && newest.get().number() == number
              && newest.get().holder().token().equals(self.token());
      if (!isOurs && !isLost) {
        isLost = true;
        onLoss.run();
      }
      if (isLost) {
        throw new CxwException(
            ExitCode.LOCKED,
            "This run has lost the warehouse's lock.",
            "it was not heard of for too long, because it was paused or could not reach the"
                + " storage, and was taken over by "
                + newest.map(file -> file.holder().toString()).orElse("nobody: its file is gone"),
            "Run the same command again once no other run is under way; nothing is lost.");
      }
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The warehouse's lock cannot be read.",
          String.valueOf(e.getMessage()),
          "Run the same command again once the storage can be reached; nothing is lost.",
          e);
    }
  }

  private synchronized void beat() {
    if (isLost || isClosed) { // one that waited for close() would take the release back
      return;
    }
    try {
      check();
      files.rewrite(number, self.beating(++beats));
    } catch (IOException | CxwException e) {
      System.getLogger(Lease.class.getName())
          .log(System.Logger.Level.WARNING, "Heartbeat of the lock failed: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    heart.close();
    synchronized (this) {
      isClosed = true;
      try {
        check();
        files.rewrite(number, self.released());
      } catch (IOException | CxwException e) {
        System.getLogger(Lease.class.getName())
            .log(System.Logger.Level.WARNING, "The lock was not released: {0}", e.getMessage());
      }
    }
  }
}
