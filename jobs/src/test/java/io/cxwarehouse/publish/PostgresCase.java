package io.cxwarehouse.publish;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real server, and two tables of a warehouse that are published to it. */
abstract class PostgresCase extends NightCase {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final List<String> ONLY = List.of("gold.order_line", "gold.orders_then");
  private static final String LINE =
      "CREATE TABLE gold.order_line (id STRING COMMENT \"It's the \\\\order\", country STRING COMMENT"
          + " 'c', order_date DATE COMMENT 'd', order_month DATE COMMENT 'm', ordered_at TIMESTAMP"
          + " COMMENT 't', amount DECIMAL(18,4) COMMENT 'a', ratio DOUBLE COMMENT 'r', n INT COMMENT"
          + " 'n', is_large BOOLEAN COMMENT 'l', text STRING COMMENT 'x', parts ARRAY<STRUCT<a: INT>>"
          + " COMMENT 'p'%s) USING delta PARTITIONED BY (order_month) COMMENT 'Lines' TBLPROPERTIES"
          + " ('cxw.key' = 'id, country', 'cxw.grain' = 'order')";

  /** Orders as they are known on a date. */
  private static final String LINES =
      "SELECT id, country, CAST(at AS DATE) AS order_date, DATE'2026-03-01' AS order_month, at AS"
          + " ordered_at, CAST(amount AS DECIMAL(18,4)) AS amount, CAST(amount AS DOUBLE) / 3 AS"
          + " ratio, CAST(NULL AS INT) AS n, amount > 15 AS is_large, concat('\\t|\\n|\\\\|\\r|',"
          + " char(0), '|N€😀') AS text, array(named_struct('a', 1)) AS parts%s FROM VALUES"
          + " ('O-1', 'DE', TIMESTAMP'2026-03-01 10:00:00.123456', 10, 2, 2),"
          + " ('O-1', 'DE', TIMESTAMP'2026-03-01 10:00:00', 20, 3, 9),"
          + " ('O-2', NULL, TIMESTAMP'2026-03-01 00:00:00', 5, 3, 3),"
          + " ('O-2', NULL, TIMESTAMP'2026-03-01 00:00:00', 6, 4, 9),"
          + " ('O-3', 'DE', TIMESTAMP'2026-03-01 00:00:00', 7, 5, 9)"
          + " AS t(id, country, at, amount, since, until)"
          + " WHERE day(:as_of) BETWEEN since AND until";

  EmbeddedPostgres server;
  final Map<String, String> environment = new HashMap<>();
  final List<String> settings = new ArrayList<>();
  String root = "w";

  @BeforeAll
  void startServer() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    environment.put("CXW_PII_KEY", "test-key");
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  void stopServer() throws IOException {
    server.close();
  }

  void define(String column, String value) throws IOException {
    Path gold = folder.resolve("extra/gold");
    Files.createDirectories(gold.resolve("order_line"));
    Files.createDirectories(gold.resolve("orders_then"));
    Files.writeString(gold.resolve("order_line/table.sql"), LINE.formatted(column));
    Files.writeString(gold.resolve("order_line/query.sql"), LINES.formatted(value));
    Files.writeString(
        gold.resolve("orders_then/table.sql"),
        "CREATE TABLE gold.orders_then (on_date DATE COMMENT 'd', n BIGINT COMMENT 'n') USING delta"
            + " COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'on_date', 'cxw.as_of_column' = 'on_date')");
    Files.writeString(
        gold.resolve("orders_then/query.sql"),
        "SELECT :as_of AS on_date, count(*) AS n FROM gold.order_line");
  }

  static void replace(Path file, String part, String by) throws IOException {
    Files.writeString(file, Files.readString(file).replace(part, by));
  }

  void night(LocalDate day) throws IOException {
    Files.createDirectories(folder.resolve("landing"));
    run(engine(), day, ONLY);
  }

  Engine engine() {
    return new Engine(
        spark(),
        SettingsLoader.load(
            Optional.of(Path.of("../conf/env/local.conf")), allSettings(), environment));
  }

  List<String> allSettings() {
    List<String> all = new ArrayList<>(settings);
    all.add("landing.root=\"" + folder.resolve("landing") + "\"");
    all.add("warehouse.root=\"" + folder.resolve(root) + "\"");
    all.add("warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    return all;
  }

  PublishReport publish() {
    return new PostgresPublisher(engine().warehouse(), RunListener.NONE).publish(false);
  }

  List<String> lines() throws SQLException {
    return read("SELECT id, country, amount, is_large FROM gold.order_line ORDER BY 1");
  }

  List<String> indexes() throws SQLException {
    return read(
            "SELECT indexrelid::regclass::text || CASE WHEN indisprimary THEN ' primary' WHEN"
                + " indisunique THEN ' unique' ELSE '' END FROM pg_index WHERE"
                + " indrelid::regclass::text IN ('gold.order_line', 'gold.orders_then') ORDER BY 1")
        .stream()
        .map(name -> name.replace("gold.", ""))
        .toList();
  }

  List<String> read(String query) throws SQLException {
    return read(server.getJdbcUrl("postgres", "postgres"), query);
  }

  /** Values as psql prints them, which Java's calendars have no part in. */
  static List<String> read(String url, String query) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    }
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect(server.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static Connection connect(String url) throws SQLException {
    return new org.postgresql.Driver()
        .connect(
            url
                + (url.contains("?") ? "&" : "?")
                + "options=-c%20TimeZone=UTC%20-c%20statement_timeout=20s",
            null);
  }
}
