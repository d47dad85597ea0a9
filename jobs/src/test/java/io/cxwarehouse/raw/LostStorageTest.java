package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A storage that fails is told as what it is, wherever it is read. */
class LostStorageTest extends SparkCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final String NOWHERE = "nowhere://bucket/landing";

  /** A storage whose files are listed and cannot be opened. */
  public static final class Silent extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("silent:///");
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
      throw new IOException("connection reset by storage-7");
    }
  }

  /** One is read here, 201 are read by tasks. */
  @Test
  void aFileThatCannotBeReadIsTold() {
    SparkSession session = spark().newSession();
    session.conf().set("fs.silent.impl", Silent.class.getName());
    for (int files : List.of(1, 201)) {
      List<LandingFile> all = IntStream.range(0, files).mapToObj(LostStorageTest::file).toList();
      assertTold(
          () -> FileHashes.of(session, "silent:///landing", all),
          "The delivered file silent:/landing/billing/orders/2026-03-31/",
          "connection reset by storage-7");
    }
  }

  @Test
  void aLandingFolderThatIsNowhereIsTold() {
    Configuration hadoop = new Configuration();
    String folder = "billing/orders/2026-03-31";
    assertTold(
        () -> LandingScan.scan(NOWHERE, hadoop, Map.of(), DAY, Instant.EPOCH),
        "The landing folder nowhere://bucket/landing cannot be listed.",
        "No FileSystem for scheme");
    assertTold(
        () ->
            LandingScan.scanFolders(NOWHERE, hadoop, Map.of(), Set.of(folder), DAY, Instant.EPOCH),
        "The landing folder nowhere://bucket/landing cannot be listed.",
        "No FileSystem for scheme");
    assertTold(
        () -> new LandingStore(NOWHERE, hadoop),
        "The landing folder nowhere://bucket/landing cannot be reached.",
        "No FileSystem for scheme");
  }

  private static void assertTold(ThrowingCallable work, String problem, String cause) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageStartingWith(problem)
        .hasMessageContaining("\n  cause: ")
        .hasMessageContaining(cause)
        .hasMessageContaining("\n  remedy: Mend the storage");
  }

  private static LandingFile file(int number) {
    String path = "billing/orders/2026-03-31/orders_" + number + ".csv";
    return new LandingFile("billing", "orders", "", DAY, path, 10, 0, "", null);
  }
}
