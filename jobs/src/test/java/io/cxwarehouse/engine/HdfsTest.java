package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing and warehouse on a real HDFS of one node. */
class HdfsTest extends StoreCase {
  private static final Pattern LISTENING = Pattern.compile("namenode on port (\\d+)");

  private static final Pattern OF_SERVER =
      Pattern.compile(
          "/(hadoop-client-|log4j-|slf4j-api-|commons-logging-|junit-4|hamcrest-)[^/]*jar$");

  @TempDir static Path work;

  private ServerProcess hdfs;
  private String address;

  @BeforeAll
  void startHdfs() throws Exception {
    hdfs =
        new ServerProcess(
            work,
            LISTENING,
            List.of(
                "-Dhdfs.minidfs.basedir=" + work.resolve("disks"),
                "-Dorg.apache.logging.log4j.level=INFO",
                "-cp",
                classPath(),
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format",
                "-nnport",
                "0",
                "-httpport",
                "0"));
    address = "hdfs://127.0.0.1:" + hdfs.port();
  }

  /** Hadoop's own, and what writes its log; JUnit 4, which its test cluster asserts with. */
  private static String classPath() {
    String ours =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.concat(
            Stream.of("target/servers/hadoop-client-minicluster.jar"),
            Pattern.compile(File.pathSeparator).splitAsStream(ours).filter(OF_SERVER.asPredicate()))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @AfterAll
  void stopHdfs() {
    hdfs.close();
  }

  @Override
  String store() {
    return address;
  }

  private DistributedFileSystem namenode() throws IOException {
    return (DistributedFileSystem) files();
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(address + "/" + name);
  }

  @Test
  void twoNightsGiveTheTablesOfALocalDiskAndPersonsAreNotForOthers() throws Exception {
    assertTwoNightsAreThoseOfALocalDisk(onStore("nights"));
    assertThat(files().getFileStatus(path("nights/bronze")).getPermission().toShort())
        .isEqualTo((short) 0700);
    assertThatThrownBy(
            () ->
                UserGroupInformation.createRemoteUser("somebody")
                    .doAs(
                        (java.security.PrivilegedExceptionAction<?>)
                            () ->
                                org.apache.hadoop.fs.FileSystem.newInstance(
                                        path("").toUri(), hadoop())
                                    .listStatus(path("nights/bronze"))))
        .hasMessageContaining("Permission denied");
  }

  @Test
  void ofManyThatTakeTheLockOverOneSucceeds() throws Exception {
    files().create(path("contended/_cxw_lock/0000000007")).close();
    Lease.Terms terms =
        new Lease.Terms(
            java.time.Duration.ofMillis(20),
            java.time.Duration.ofMillis(200),
            java.util.Optional.empty());
    AtomicInteger holders = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(6);
    Callable<Void> contender =
        () -> {
          try (Lease lock =
              Lease.take(
                  address + "/contended", "a test", hadoop(), RunListener.NONE, () -> {}, terms)) {
            holders.incrementAndGet();
            over.countDown();
            over.await(60, TimeUnit.SECONDS);
            lock.check();
          } catch (CxwException e) {
            over.countDown();
            assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.LOCKED);
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      for (Future<Void> each : pool.invokeAll(Collections.nCopies(6, contender))) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(holders).hasValue(1);
  }

  @Test
  void aQuotaThatIsUsedUpIsAFullDiskAndSafeModeIsNamed() throws Exception {
    deliver("billing/orders/2026-03-30/orders.csv", FaultCase.GOOD);
    files()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(folder.resolve("landing").toUri()), path("few/landing"));
    Engine engine = onStore("small", "landing.root=\"" + address + "/few/landing\"");
    namenode().mkdirs(path("small"));
    // Enough for the lock's file, and not for tables.
    namenode().setQuota(path("small"), 5, HdfsConstants.QUOTA_DONT_SET);
    assertThat(failure(engine)).contains("A disk is full").contains("quota");
    namenode().setQuota(path("small"), HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
    namenode().setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_ENTER);
    assertThat(failure(engine)).contains("safe mode");
    namenode().setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_LEAVE);
    run(engine, FIRST, List.of("silver.orders"));
  }

  /** What a run says that ends with exit code 1. */
  private static String failure(Engine engine) {
    try {
      RunReport report =
          engine.run(new RunOptions(FIRST, List.of("silver.orders"), false), RunListener.NONE);
      assertThat(report.exitCode()).isEqualTo(ExitCode.FAILURE);
      return report.steps().toString();
    } catch (CxwException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE);
      return e.getMessage();
    }
  }
}
