package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queries are files, and Java puts none together from strings. */
class SqlTextsTest {
  private static final Path CODE = Path.of("src/main/java/io/cxwarehouse");

  /** A text that begins as a query does, and to which another is added. */
  private static final Pattern PUT_TOGETHER =
      Pattern.compile(
          "\"(?i:select|with \\w+ as|insert into|delete from|merge into) [^\"]*\"\\s*(\\+|\\.formatted)");

  /**
   * Those who may: statements for PostgreSQL, texts that hold a quoted name and nothing else, and
   * the query that applies a KPI's own texts to its table.
   */
  private static final List<String> EXCEPTIONS =
      List.of(
          "publish/Postgres",
          "engine/PostgresLock",
          "serve/Listing",
          "semantic/MetricFlow",
          "explain/CountedRows");

  @Test
  void queriesAreFiles() throws IOException {
    List<String> wrong = new ArrayList<>();
    int excepted = 0;
    try (Stream<Path> files = Files.walk(CODE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (PUT_TOGETHER.matcher(Files.readString(file)).find()) {
          String name = CODE.relativize(file).toString();
          if (EXCEPTIONS.stream().anyMatch(name::startsWith)) {
            excepted++;
          } else {
            wrong.add(name);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(excepted).as("files that the pattern finds at all").isGreaterThan(3);
  }
}
