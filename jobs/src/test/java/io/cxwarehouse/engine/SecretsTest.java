package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.CxwProcess;
import io.cxwarehouse.NightCase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Secrets are in the environment and nowhere else: a process is searched whole, with what it prints
 * at its most verbose, its arguments, Spark's event log with all plans, and every table. So is what
 * a user can ask for, and who else on the machine could read what was written.
 */
class SecretsTest extends NightCase {
  private static final Map<String, String> SECRETS =
      Map.of(
          "CXW_PII_KEY", "s3cret-of-pseudonyms",
          "CXW_PII_KEY_OLD", "s3cret-of-yesterday",
          "CXW_POSTGRES_PASSWORD", "s3cret-of-postgres",
          "CXW_SMTP_PASSWORD", "s3cret-of-mail",
          "CXW_LINEAGE_KEY", "s3cret-of-lineage",
          // Nobody listens there: that the notice cannot be sent is told, too.
          "CXW_WEBHOOK_URL", "http://127.0.0.1:1/s3cret-of-the-webhook");

  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void noSecretLeavesTheEnvironment() throws Exception {
    deliver(
        "billing/customers/2026-03-02/a.csv",
        "customer_id,email,created_at\nC-1,ann@other.example,2026-01-01\n");
    deliver(
        "billing/orders/2026-03-02/a.csv",
        "order_id,customer_id,ordered_at,amount,type\nO-1,C-1,2026-03-01,10.00,sale\n");
    Path events = Files.createDirectories(folder.resolve("events"));
    Path printed = folder.resolve("printed.txt");
    String[] settings = {
      "--conf",
      "../conf/env/local.conf",
      "--set",
      "landing.root=\"" + folder.resolve("landing") + "\"",
      "--set",
      "warehouse.root=\"" + folder.resolve("warehouse") + "\"",
      "--set",
      "spark.eventLog.enabled=true",
      "--set",
      "spark.eventLog.dir=\"file://" + events + "\"",
      "--set",
      "observe.lineage.folder=\"" + folder.resolve("lineage") + "\"",
      "--log-format",
      "json",
      "-v"
    };
    Process run =
        start(
            printed, settings, "run", "--date", "2026-03-02", "--only", "+silver.customer_lookup");
    String seen = run.info().commandLine().orElse("");
    // Publishing fails at once, which is told: there is no such database.
    assertThat(run.waitFor()).as(Files.readString(printed)).isEqualTo(2);
    assertThat(Files.readString(printed))
        .contains("does not let cxw publish", "A notice could not be sent by webhook")
        .contains("\"step\":\"compute\",\"table\":\"silver.customer_lookup\",\"text\"");
    Process wrong =
        start(folder.resolve("wrong.txt"), settings, "validate", "--set", "publish.x=1");
    assertThat(wrong.waitFor()).isEqualTo(2);
    Path asked = folder.resolve("asked.txt");
    Process query =
        start(
            asked,
            settings,
            "sql",
            "select '${env:CXW_PII_KEY}', count(*) from bronze.billing_orders");
    assertThat(query.waitFor()).as(Files.readString(asked)).isZero();
    assertThat(Files.readString(asked)).contains("${env:CXW_PII_KEY}");

    StoredText all = StoredText.below(folder);
    assertThat(all.with("s3cret").toList()).isEmpty();
    assertThat(seen).doesNotContain("s3cret");
    // The search would find what is there: it looked into plans, properties, bronze and output.
    assertThat(all.with("spark.redaction.regex").toList()).anyMatch(f -> f.startsWith("events/"));
    assertThat(all.with("customer_lookup").toList()).anyMatch(f -> f.startsWith("events/"));
    assertThat(all.with("ann@other.example").toList())
        .anyMatch(f -> f.startsWith("warehouse/bronze/"))
        .noneMatch(f -> f.matches("(events|lineage)/.*|.*[.]txt"));
    assertThat(all.with("silver.customer_lookup").toList()).anyMatch(f -> f.startsWith("lineage/"));
    assertThat(printedLines(printed)).isPositive();
    onlyWhoMayReads();
  }

  /** What the process's umask leaves, and of clear persons' rows and employees' answers less. */
  private void onlyWhoMayReads() throws IOException {
    Path warehouse = folder.resolve("warehouse");
    try (Stream<Path> all = Files.walk(warehouse)) {
      assertThat(all).allSatisfy(path -> assertThat(rights(path)).endsWith("---"));
    }
    assertThat(rights(warehouse.resolve("bronze"))).isEqualTo("rwx------");
    assertThat(rights(warehouse.resolve("silver"))).isEqualTo("rwxr-x---");
    assertThat(rights(warehouse.resolve("ops/run"))).isEqualTo("rwxrwx---");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static long printedLines(Path printed) throws IOException {
    try (Stream<String> lines = Files.lines(printed)) {
      return lines.count();
    }
  }

  private static Process start(Path printed, String[] settings, String... command)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(settings));
    List<String> line = new ArrayList<>(List.of("sh", "-c", "umask 007; exec \"$@\"", "sh"));
    line.addAll(CxwProcess.command(arguments.toArray(String[]::new)));
    ProcessBuilder process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(printed.toFile());
    process.environment().putAll(SECRETS);
    process
        .environment()
        .put(
            "CXW_POSTGRES_URL",
            "jdbc:postgresql://localhost:" + server.getPort() + "/none?password=s3cret-in-the-url");
    return process.start();
  }
}
