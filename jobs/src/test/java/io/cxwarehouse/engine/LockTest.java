package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the warehouse: several processes, hosts that share a name, holders that fall asleep. */
class LockTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Optional<String> HERE = Optional.of("boot pid:[1]");
  private static final Optional<String> ELSEWHERE = Optional.of("boot pid:[2]");

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  /** A file system that tells no times, under a scheme that is not the local disk's. */
  public static final class Timeless extends RawLocalFileSystem {
    @Override
    public String getScheme() {
      return "abfs";
    }

    @Override
    public URI getUri() {
      return URI.create("abfs:///");
    }

    @Override
    public void setTimes(org.apache.hadoop.fs.Path path, long modified, long accessed) {}
  }

  @Test
  void aHolderOnAnotherHostIsKnownToLiveByWhatItWrites() {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.abfs.impl", Timeless.class.getName());
    for (String root : List.of(folder + "/local", "abfs://" + folder + "/timeless")) {
      try (Lock held = take(root, hadoop, 20, NEVER, HERE)) {
        held.check();
        assertThatThrownBy(() -> take(root, hadoop, 20, Duration.ofSeconds(20), ELSEWHERE))
            .isInstanceOfSatisfying(
                CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED));
        held.check();
      }
      take(root, hadoop, 20, NEVER, ELSEWHERE).close();
    }
    assertThat(notices).noneMatch(notice -> notice.contains("Taking over"));
  }

  @Test
  void aHolderThatDoesNotWriteIsTakenOverAndKnowsIt() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Configuration hadoop = new Configuration(false);
    String root = folder.toString();
    Lease.Terms slow = new Lease.Terms(Duration.ofMillis(400), NEVER, HERE);
    Lock asleep = Lease.take(root, "slow", hadoop, RunListener.NONE, stopped::countDown, slow);
    Lock next = take(root, hadoop, 20, Duration.ofMillis(100), ELSEWHERE);
    assertThat(notices).anyMatch(notice -> notice.contains("Taking over"));
    assertThat(stopped.await(20, TimeUnit.SECONDS)).as("what it did is stopped").isTrue();
    assertThatThrownBy(asleep::check)
        .isInstanceOfSatisfying(
            CxwException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED);
              assertThat(e).hasMessageContaining("lost");
            });
    asleep.close();
    next.check();
    next.close();
    take(root, hadoop, 20, NEVER, HERE).close();
  }

  @Test
  void aProcessNumberSaysNothingInAnotherNamespace() throws IOException {
    Configuration hadoop = new Configuration(false);
    String dead =
        new String(LockHolder.self("x", "dead", HERE).beating(0))
            .replaceFirst("\"pid\":\\d+", "\"pid\":999999999");
    Path lock = folder.resolve("_cxw_lock");
    Files.createDirectories(lock);
    Files.writeString(lock.resolve("0000000041"), dead);
    long began = System.nanoTime();
    take(folder.toString(), hadoop, 20, Duration.ofMillis(300), ELSEWHERE).close();
    assertThat(System.nanoTime() - began)
        .as("the lease is waited for")
        .isGreaterThan(Duration.ofMillis(300).toNanos());

    // In its own namespace the process is known to be dead, as is another of the same number.
    String reused =
        new String(LockHolder.self("x", "dead", HERE).beating(0))
            .replaceFirst("\"started\":\"\\d+", "\"started\":\"1999");
    for (String holder : List.of(dead, reused)) {
      Files.writeString(lock.resolve("0000000043"), holder);
      take(folder.toString(), hadoop, 20, NEVER, HERE).close();
      Files.delete(lock.resolve("0000000044"));
    }

    // One that died while it wrote the file has left nothing that tells who it was.
    Files.writeString(lock.resolve("0000000045"), "{\"tok");
    take(folder.toString(), hadoop, 20, Duration.ofMillis(50), HERE).close();
  }

  @Test
  void ofManyThatTakeOverOneSucceeds() throws Exception {
    Configuration hadoop = new Configuration(false);
    Files.createDirectories(folder.resolve("_cxw_lock"));
    Files.writeString(folder.resolve("_cxw_lock/0000000007"), "{}");
    AtomicInteger holders = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(8);
    Callable<Void> contender =
        () -> {
          try (Lock lock = take(folder.toString(), hadoop, 20, Duration.ofMillis(100), ELSEWHERE)) {
            holders.incrementAndGet();
            over.countDown();
            over.await(20, TimeUnit.SECONDS);
            lock.check();
          } catch (CxwException e) {
            over.countDown();
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      for (Future<Void> each : pool.invokeAll(java.util.Collections.nCopies(8, contender))) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(holders).hasValue(1);
  }

  private Lock take(
      String root, Configuration hadoop, int beat, Duration lease, Optional<String> namespace) {
    return Lease.take(
        root,
        "a test",
        hadoop,
        new RunListener() {
          @Override
          public void notice(String text) {
            synchronized (notices) {
              notices.add(text);
            }
          }
        },
        () -> {},
        new Lease.Terms(Duration.ofMillis(beat), lease, namespace));
  }
}
