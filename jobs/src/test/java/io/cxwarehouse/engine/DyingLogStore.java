package io.cxwarehouse.engine;

import io.delta.storage.HDFSLogStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log for tests, in which a run can be made to die at one of its commits: just before it is
 * written, or when it is written and the run does not know it any more. What is dead stays dead: no
 * later commit gets through until the log is revived.
 */
public final class DyingLogStore extends HDFSLogStore {
  private static final int IMMORTAL = Integer.MAX_VALUE;

  private static final AtomicInteger COMMITS_LEFT = new AtomicInteger(IMMORTAL);
  private static final AtomicInteger LISTINGS = new AtomicInteger();
  private static volatile boolean afterWriting;

  public DyingLogStore(Configuration configuration) {
    super(configuration);
  }

  /** The run dies at the commit after this many. */
  public static void dieAfter(int commits, boolean afterWritingTheNext) {
    afterWriting = afterWritingTheNext;
    COMMITS_LEFT.set(commits);
  }

  public static void revive() {
    COMMITS_LEFT.set(IMMORTAL);
  }

  /** How often the folder of a log was listed. */
  public static int listings() {
    return LISTINGS.get();
  }

  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
    LISTINGS.incrementAndGet();
    return super.listFrom(path, configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    boolean isCommit = path.getName().matches("\\d{20}\\.json");
    int left =
        isCommit ? COMMITS_LEFT.getAndUpdate(n -> n == IMMORTAL ? n : n - 1) : COMMITS_LEFT.get();
    if (left > 0) {
      super.write(path, actions, overwrite, configuration);
      return;
    }
    if (left == 0 && isCommit && afterWriting) {
      super.write(path, actions, overwrite, configuration);
    }
    throw new IOException("this run is dead, as a test wants it");
  }
}
