package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.ListedFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing and warehouse behind S3A on a real server, with the lock in a real PostgreSQL. */
class ObjectStoreTest extends StoreCase {
  private static final String BUCKET = "cxw";
  private static final String LOCK = "warehouse.lock=postgres";
  private static final Pattern LISTENING =
      Pattern.compile("Tomcat started on ports \\d+ \\(https\\), (\\d+) \\(http\\)");

  @TempDir static Path work;

  private ServerProcess s3;
  private String address;
  private EmbeddedPostgres postgres;

  @BeforeAll
  void startServers() throws Exception {
    s3 =
        new ServerProcess(
            work,
            LISTENING,
            List.of(
                "-jar",
                Path.of("target/servers/s3mock.jar").toAbsolutePath().toString(),
                "--server.port=0",
                "--com.adobe.testing.s3mock.httpPort=0",
                "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                "--com.adobe.testing.s3mock.store.root=" + work.resolve("store")));
    postgres = EmbeddedPostgres.start();
    environment.put("CXW_POSTGRES_URL", postgres.getJdbcUrl("postgres", "postgres"));
    address = "http://127.0.0.1:" + s3.port();
    Configuration hadoop = spark().sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3a.endpoint", address);
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.access.key", "test");
    hadoop.set("fs.s3a.secret.key", "test");
    // This server knows an ETag by its quotation marks, which Amazon's SDK leaves out.
    hadoop.set("fs.s3a.change.detection.mode", "none");
    // Ten names a request instead of a thousand: few objects make many pages.
    hadoop.set("fs.s3a.paging.maximum", "10");
  }

  @AfterAll
  void stopServers() throws IOException {
    s3.close();
    postgres.close();
  }

  @Override
  String store() {
    return "s3a://" + BUCKET;
  }

  @Test
  void twoNightsGiveTheTablesOfALocalDisk() throws IOException {
    assertTwoNightsAreThoseOfALocalDisk(onStore("nights", LOCK));
  }

  @Test
  void withoutALockOutsideOfTheStoreNoRunBegins() throws IOException {
    assertLocked(() -> run(onStore("none"), FIRST, ONLY), "warehouse.lock = postgres");
    assertThat(files().exists(new org.apache.hadoop.fs.Path(store() + "/none"))).isFalse();

    String server = environment.remove("CXW_POSTGRES_URL");
    assertThatThrownBy(() -> run(onStore("none", LOCK), FIRST, ONLY))
        .isInstanceOfSatisfying(
            CxwException.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
    environment.put("CXW_POSTGRES_URL", server);
  }

  @Test
  void theHolderIsNamedAndALostSessionIsALostLock() throws Exception {
    Engine engine = onStore("held", LOCK);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Lock held =
        PostgresLock.take(
            engine.warehouse().settings(),
            "run --date 2026-03-30",
            hadoop(),
            stopped::countDown,
            Duration.ofMillis(100))) {
      held.check();
      assertLocked(() -> run(engine, FIRST, ONLY), "run --date 2026-03-30, process ", "since 20");
      assertThat(PostgresLock.condition(engine.warehouse().settings(), hadoop()).found())
          .contains("held by cxw run");
      endSessions();
      assertThat(stopped.await(20, TimeUnit.SECONDS)).as("what it did is stopped").isTrue();
      assertLocked(held::check, "lost");
      try (Lock next = engine.warehouse().lock("next", RunListener.NONE)) {
        next.check();
      }
    }
    assertThat(PostgresLock.condition(engine.warehouse().settings(), hadoop()).found())
        .startsWith("free");
  }

  @Test
  void aRunThatLosesItsSessionWritesNothingMore() throws IOException {
    client().putObject(BUCKET, "lost/landing/billing/orders/2026-03-30/a.csv", FaultCase.GOOD);
    Engine engine = onStore("lost", LOCK, "landing.root=\"" + store() + "/lost/landing\"");
    RunListener thief =
        new RunListener() {
          @Override
          public void phase(String text) {
            if (text.startsWith("writing") && text.endsWith("bronze tables")) {
              endSessions();
            }
          }
        };
    assertLocked(
        () -> engine.run(new RunOptions(FIRST, List.of("silver.orders"), false), thief), "lost");
    assertThat(
            client().listObjectsV2(BUCKET, "lost/bronze/billing_orders/_delta_log/0").getKeyCount())
        .isZero();
  }

  @Test
  void aNightListsNewDaysAndNotYears() throws IOException {
    AmazonS3 client = client();
    LocalDate first = SECOND.minusDays(19);
    first
        .datesUntil(SECOND.plusDays(1))
        .parallel()
        .forEach(
            date -> {
              for (int file = 0; file < 5; file++) {
                String key = "years/billing/orders/%s/%d.csv".formatted(date, file);
                client.putObject(BUCKET, key, FaultCase.GOOD);
              }
            });
    String root = "landing.root=\"" + store() + "/years\"";
    Warehouse all = onStore("w", root).warehouse();
    Warehouse open = onStore("w", root, "landing.closed-after-days=1").warehouse();

    long before = listings();
    Landing landing = all.landing(SECOND, Map.of());
    assertThat(landing.files()).hasSize(100);
    assertThat(listings() - before).as("all files, ten a request, and three above").isEqualTo(13);
    Map<String, ListedFolder> known = new TreeMap<>();
    landing.changed().forEach(folder -> known.put(folder.path(), folder));

    client.putObject(BUCKET, "years/billing/orders/" + SECOND + "/late.csv", FaultCase.GOOD);
    before = listings();
    Landing next = open.landing(SECOND, known);
    assertThat(next.files()).as("the changed folder").hasSize(6);
    assertThat(next.totals().files()).isEqualTo(101);
    // This server gives the names of all folders at once; S3 would take two requests for them.
    assertThat(listings() - before).as("names of folders, two folders, three above").isEqualTo(6);
    assertThat(all.landing(SECOND, known).digest()).isEqualTo(next.digest());

    known.remove("billing/orders/" + SECOND.minusDays(10));
    assertThat(open.landing(SECOND, known).files())
        .as("a folder of which nothing is known is listed, whatever its date")
        .hasSize(5 + 6);
  }

  /** Requests for a page of names so far. */
  private long listings() throws IOException {
    Map<String, Long> counters = ((IOStatisticsSource) files()).getIOStatistics().counters();
    return counters.get("object_list_request") + counters.get("object_continue_list_request");
  }

  private AmazonS3 client() {
    return AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(new EndpointConfiguration(address, "us-east-1"))
        .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("test", "test")))
        .withPathStyleAccessEnabled(true)
        .build();
  }

  private void endSessions() {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE"
              + " 'cxw run%'");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertLocked(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String... says) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            CxwException.class,
            error -> {
              assertThat(error.exitCode()).as(error.getMessage()).isEqualTo(ExitCode.LOCKED);
              assertThat(error.getMessage()).contains(says);
            });
  }
}
