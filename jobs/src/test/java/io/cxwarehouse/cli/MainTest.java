package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int cxw(String... args) {
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "plan",
        "validate",
        "doc",
        "docs",
        "status",
        "demo",
        "generate",
        "sql",
        "scorecard",
        "rollback",
        "publish",
        "export",
        "report",
        "publication list",
        "publication show",
        "publication rollback",
        "notify",
        "doctor",
        "backfill",
        "repair",
        "maintain"
      })
  void everyCommandTeachesItself(String command) {
    assertThat(cxw((command + " --help").split(" "))).isZero();
    assertThat(out.toString())
        .contains("Usage: cxw " + command, "Example", "cxw " + command, "--conf", "--log-format");
  }

  @Test
  void withoutACommandTheCommandsAreShown() {
    assertThat(cxw()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: cxw", "generate", "Exit codes");
    assertThat(cxw("--help")).isZero();
  }

  @Test
  void whatRunsHereIsTold() {
    assertThat(cxw("--version")).isZero();
    assertThat(out.toString()).contains("cxw of a checkout", "Spark 3.5.", "Java 17");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rum; Unmatched argument",
        "run --dat 2026-01-01; --date",
        "run --date yesterday; not a date",
        "run --date 2026-01-01 --from 2026-01-01; cxw run --help",
        "run --from 2026-01-01; --to",
        "run --date 2999-01-01; --force",
        "run --from 2026-01-05 --to 2026-01-01; --from",
        "plan --format xml; xml",
        "sql; QUERY",
        "scorecard --date 31.3.2026; not a date",
        "scorecard --segment country; NAME=VALUE",
        "publication; rollback",
        "export; --to",
        "publication rollback; ID",
        "notify; --test",
        "notify --test; CXW_WEBHOOK_URL",
        "generate; --out",
        "generate --out target --customers 0; customers",
        "run --date 2026-01-01 --conf none.conf; none.conf",
        "run --date 2026-01-01 --set churn.basis=5; churn.basis",
        "validate --set nonsense=5; unknown key",
      })
  void wrongUsageEndsWithTwo(String line, String expected) {
    assertThat(cxw(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(expected).contains("cxw").doesNotContain("\tat ");
  }

  @Test
  void errorsAreJsonWhereProgressIs() {
    assertThat(cxw("validate", "--log-format", "json", "--set", "x=1")).isEqualTo(2);
    assertThat(err.toString()).startsWith("{\"at\":").contains("\"exit_code\":2", "unknown key");
  }

  @Test
  void verboseShowsWhereItHappened() {
    assertThat(cxw("validate", "-v", "--set", "x=1")).isEqualTo(2);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void deliveriesAreGenerated(@TempDir Path folder) {
    int code =
        cxw(
            "generate",
            "--out",
            folder.toString(),
            "--customers",
            "3",
            "--days",
            "2",
            "--history-days",
            "30",
            "--sources",
            "billing");
    assertThat(err.toString()).contains("wrote");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("billing/orders");
    assertThat(Files.exists(folder.resolve("_truth.json"))).isTrue();
  }
}
