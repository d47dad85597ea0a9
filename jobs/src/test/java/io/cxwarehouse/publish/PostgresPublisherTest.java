package io.cxwarehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real server: what readers see, before, during and after a publication. */
class PostgresPublisherTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
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

  private EmbeddedPostgres server;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> settings = new ArrayList<>();
  private String root = "w";

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

  @Test
  void readersSeeOnePublicationAfterTheOther() throws Exception {
    define("", "");
    night(FIRST);
    PublishReport first = publish();
    assertThat(first.tables())
        .extracting(table -> table.name() + " " + table.how() + " " + table.inserted())
        .containsExactly("order_line WHOLE 1", "orders_then WHOLE 1");
    assertThat(read("SELECT * FROM gold.order_line"))
        .containsExactly(
            "O-1|DE|2026-03-01|2026-03-01|2026-03-01 10:00:00.123456+00|10.0000|3.3333333333333335|"
                + "null|f|\t|\n|\\|\r|\uFFFD|N€😀|[{\"a\": 1}]");
    assertThat(read("SELECT schema_name, publication, run_number, as_of FROM cxw.publication"))
        .containsExactly("gold|2026-03-02_1|1|2026-03-02");
    assertThat(
            read(
                "SELECT obj_description('gold.order_line'::regclass),"
                    + " col_description('gold.order_line'::regclass, 1)"))
        .containsExactly("Lines. One row per order.|It's the \\order");
    assertThat(indexes())
        .containsExactly(
            "order_line_country_idx",
            "order_line_key primary",
            "order_line_order_date_idx",
            "order_line_order_month_idx",
            "orders_then_key primary");
    assertThat(publish().isUpToDate()).isTrue();

    // What an analyst may, whatever comes: read, and nothing else.
    execute("CREATE ROLE analyst LOGIN IN ROLE cxw_reader", "CREATE ROLE intern LOGIN");
    execute("GRANT USAGE ON SCHEMA gold TO intern");
    execute("GRANT SELECT ON gold.orders_then_current TO intern");
    String asAnalyst = server.getJdbcUrl("analyst", "postgres");
    assertThat(read(asAnalyst, "SELECT count(*) FROM gold.orders_then_current"))
        .containsExactly("1");
    assertThatThrownBy(() -> read(asAnalyst, "DELETE FROM gold.order_line RETURNING id"))
        .hasMessageContaining("permission denied");

    // A changed row, a new one with a null in its key, and one more date of the as-of table.
    night(FIRST.plusDays(1));
    PublishReport changes = publish();
    assertThat(changes.tables())
        .extracting(t -> t.name() + " " + t.how() + " " + t.inserted() + " " + t.deleted())
        .containsExactly("order_line CHANGES 2 1", "orders_then CHANGES 1 0");
    assertThat(lines()).containsExactly("O-1|DE|20.0000|t", "O-2|null|5.0000|f");
    assertThat(read("SELECT * FROM gold.orders_then_current")).containsExactly("2026-03-03|2");
    assertThat(indexes())
        .contains("order_line_key unique")
        .doesNotContain("order_line_key primary");

    // A change of the row whose key has a null; then the publication of before again.
    night(FIRST.plusDays(2));
    assertThat(publish().tables().get(0).deleted()).isEqualTo(1);
    assertThat(lines()).containsExactly("O-1|DE|20.0000|t", "O-2|null|6.0000|f");
    engine().showAgain("2026-03-02_1", RunListener.NONE);
    publish();
    assertThat(lines()).containsExactly("O-1|DE|10.0000|f");
    assertThat(read("SELECT publication, as_of FROM cxw.publication"))
        .containsExactly("publication_4|2026-03-02");
    assertThat(new PostgresPublisher(engine().warehouse(), RunListener.NONE).publish(true).tables())
        .allMatch(table -> table.how() == PublishReport.How.WHOLE);
    assertThat(lines()).containsExactly("O-1|DE|10.0000|f");

    // Another definition: a column more, one of another type, and the same readers.
    define(", added BIGINT COMMENT 'new'", ", 7L AS added");
    Path then = folder.resolve("extra/gold/orders_then/table.sql");
    Files.writeString(then, Files.readString(then).replace("n BIGINT", "n INT"));
    Path query = folder.resolve("extra/gold/orders_then/query.sql");
    Files.writeString(query, Files.readString(query).replace("count(*)", "CAST(count(*) AS INT)"));
    night(FIRST.plusDays(3));
    publish();
    assertThat(read("SELECT id, added FROM gold.order_line ORDER BY 1"))
        .containsExactly("O-1|7", "O-2|7", "O-3|7");
    assertThat(read("SELECT pg_typeof(n) FROM gold.orders_then LIMIT 1"))
        .containsExactly("integer");
    for (String role : List.of("analyst", "intern")) {
      assertThat(
              read(server.getJdbcUrl(role, "postgres"), "SELECT n FROM gold.orders_then_current"))
          .containsExactly("3");
    }
    assertThat(read(asAnalyst, "SELECT count(*) FROM gold.order_line")).containsExactly("3");

    // A table that is defined no longer goes.
    Files.delete(then);
    Files.delete(query);
    Files.delete(then.getParent());
    publish();
    assertThat(read("SELECT to_regclass('gold.orders_then')")).containsExactly("null");
  }

  @Test
  void readersGetWhatComesLater() throws Exception {
    execute(
        "CREATE DATABASE later TEMPLATE template0",
        "CREATE ROLE loader LOGIN",
        "GRANT CREATE ON DATABASE later TO loader");
    String before = environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("loader", "later"));
    settings.add("publish.postgres.reader-role=later_reader");
    define("", "");
    Files.createDirectories(folder.resolve("landing"));
    run(engine(), FIRST, List.of("gold.order_line"));
    publish();

    // The role comes after the rows, and the same command lets it read.
    execute("CREATE ROLE later_reader NOLOGIN", "CREATE ROLE eve LOGIN IN ROLE later_reader");
    String asEve = server.getJdbcUrl("eve", "later");
    assertThatThrownBy(() -> read(asEve, "SELECT count(*) FROM gold.order_line"))
        .hasMessageContaining("permission denied");
    assertThat(publish().isUpToDate()).isFalse();
    assertThat(read(asEve, "SELECT count(*) FROM gold.order_line")).containsExactly("1");
    assertThat(publish().isUpToDate()).isTrue();

    // A table comes that the first publication did not have; another's table stays his own.
    try (Connection admin = connect(server.getJdbcUrl("postgres", "later"));
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE TABLE gold.own_notes (note TEXT)");
    }
    night(FIRST.plusDays(1));
    publish();
    assertThat(read(asEve, "SELECT n FROM gold.orders_then_current")).containsExactly("2");
    assertThatThrownBy(() -> read(asEve, "SELECT * FROM gold.own_notes"))
        .hasMessageContaining("permission denied");

    // A column more does not disturb what others built on the view.
    try (Connection admin = connect(server.getJdbcUrl("postgres", "later"));
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE VIEW public.mine AS SELECT n FROM gold.orders_then_current");
    }
    Path then = folder.resolve("extra/gold/orders_then");
    replace(then.resolve("table.sql"), "COMMENT 'n')", "COMMENT 'n', added INT COMMENT 'a')");
    replace(then.resolve("query.sql"), "AS n FROM", "AS n, 7 AS added FROM");
    night(FIRST.plusDays(2));
    publish();
    assertThat(read(asEve, "SELECT n, added FROM gold.orders_then_current")).containsExactly("2|7");
    assertThat(read(server.getJdbcUrl("postgres", "later"), "SELECT n FROM public.mine"))
        .containsExactly("2");

    // A warehouse that is made anew gives its publications the names of before.
    root = "anew";
    replace(folder.resolve("extra/gold/order_line/query.sql"), " 20, 3, 9)", " 30, 3, 9)");
    night(FIRST);
    night(FIRST.plusDays(1));
    night(FIRST.plusDays(2));
    assertThat(read(asEve, "SELECT publication FROM cxw.publication"))
        .containsExactly("2026-03-04_3");
    PublishReport anew = publish();
    assertThat(read(asEve, "SELECT publication FROM cxw.publication"))
        .containsExactly("2026-03-04_3");
    assertThat(anew.isUpToDate()).isFalse();
    assertThat(read(asEve, "SELECT amount FROM gold.order_line WHERE id = 'O-1'"))
        .containsExactly("30.0000");

    root = "w";
    settings.clear();
    environment.put("CXW_POSTGRES_URL", before);
  }

  @Test
  void whateverBreaksReadersKeepWhatTheyHad() throws Exception {
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("postgres", "template1"));
    String url = environment.get("CXW_POSTGRES_URL");
    define("", "");
    Path query = folder.resolve("extra/gold/order_line/query.sql");
    Files.writeString(query, Files.readString(query).replace("NULL, TIMESTAMP", "'FR', TIMESTAMP"));
    night(FIRST);
    publish();
    night(FIRST.plusDays(1));

    // The connection breaks at each place where it can, without another attempt.
    for (int place = 0; place < 3; place++) {
      Breaking breaking = new Breaking(url, place, 1);
      PostgresRetry once = new PostgresRetry(breaking, List.of());
      assertThatThrownBy(
              () -> new PostgresPublisher(engine().warehouse(), breaking, once).publish(false))
          .isInstanceOfSatisfying(
              CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
          .hasMessageContaining("readers keep what they had");
      assertThat(breaking.seen).isNotEmpty().allMatch("2026-03-02_1|10.0000"::equals);
      assertThat(read(url, SEEN)).containsExactly("2026-03-02_1|10.0000");
    }
    // With further attempts the same command completes by itself.
    Breaking twice = new Breaking(url, 2, 2);
    PostgresRetry patient = new PostgresRetry(twice, List.of(Duration.ZERO, Duration.ofMillis(1)));
    new PostgresPublisher(engine().warehouse(), twice, patient).publish(false);
    assertThat(twice.notices).hasSize(2).allMatch(notice -> notice.contains("trying again"));
    assertThat(read(url, SEEN)).containsExactly("2026-03-03_2|20.0000");

    // Nobody there, somebody not let in, and a table that is not ours.
    environment.put("CXW_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x?password=hush");
    PostgresRetry once = new PostgresRetry(RunListener.NONE, List.of(Duration.ZERO));
    assertThatThrownBy(
            () ->
                new PostgresPublisher(engine().warehouse(), RunListener.NONE, once).publish(false))
        .hasMessageContaining("(tried 2 times)")
        .hasMessageNotContaining("hush");
    for (String unreadable :
        List.of("jdbc:postgresql://cxw:hush@db/x", "jdbc:postgresql://db:54x/x?password=hush")) {
      environment.put("CXW_POSTGRES_URL", unreadable);
      assertThatThrownBy(this::publish)
          .hasMessageContaining("cannot be read")
          .hasMessageNotContaining("hush");
    }
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("nobody", "template1"));
    assertThatThrownBy(this::publish)
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    environment.put("CXW_POSTGRES_URL", url);
    try (Connection admin = connect(url);
        Statement statement = admin.createStatement()) {
      statement.execute("DELETE FROM cxw.table_version");
      statement.execute("DELETE FROM cxw.publication");
    }
    assertThatThrownBy(this::publish).hasMessageContaining("does not overwrite");
    environment.remove("CXW_POSTGRES_URL");
    assertThatThrownBy(this::publish).hasMessageContaining("CXW_POSTGRES_URL");
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("postgres", "postgres"));
  }

  @Test
  void aCopyThatBreaksOnTheWayIsTriedAgainFromItsBeginning() throws Exception {
    define("", "");
    execute("CREATE TABLE public.copied (text TEXT)");
    Settings.Postgres address = engine().warehouse().settings().publish().postgres();
    byte[] sixteenRows = ("x".repeat(1000) + "\n").repeat(16).getBytes(StandardCharsets.UTF_8);
    AtomicInteger breaks = new AtomicInteger(2);
    Iterator<Integer> places = List.of(100, 200).iterator();
    PostgresRetry retry =
        new PostgresRetry(RunListener.NONE, List.of(Duration.ZERO, Duration.ZERO));
    long copied =
        retry.run(
            () -> {
              int place = places.hasNext() ? places.next() : -1;
              try (PostgresConnection db = PostgresConnection.open(address)) {
                long rows =
                    db.copy(
                        "COPY public.copied FROM STDIN",
                        IntStream.range(0, 400)
                            .mapToObj(
                                piece -> {
                                  if (piece == place) {
                                    breaks.decrementAndGet();
                                    endPublishers();
                                  }
                                  return sixteenRows;
                                })
                            .iterator());
                db.commit();
                return rows;
              }
            });
    assertThat(breaks).hasValue(0);
    assertThat(copied).isEqualTo(6400);
    assertThat(read("SELECT count(*) FROM public.copied")).containsExactly("6400");
  }

  private void endPublishers() {
    try {
      assertThat(
              read(
                  "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE"
                      + " application_name = 'cx-warehouse'"))
          .contains("t");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String SEEN =
      "SELECT p.publication, l.amount FROM cxw.publication p CROSS JOIN gold.order_line l WHERE l.id = 'O-1'";

  /** Ends the publisher's connection at a place, as a network or a server would. */
  private static final class Breaking implements RunListener {
    private final String url;
    private final int place;
    private final List<String> notices = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private int times;
    private int at;

    Breaking(String url, int place, int times) {
      this.url = url;
      this.place = place;
      this.times = times;
    }

    @Override
    public void notice(String text) {
      notices.add(text);
      at = 0;
    }

    @Override
    public void phase(String text) {
      if (!text.matches("PostgreSQL: (gold.order.*|committing)")) {
        return;
      }
      try {
        seen.addAll(read(url, SEEN));
        if (at++ == place && times-- > 0) {
          assertThat(
                  read(
                      url,
                      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE"
                          + " application_name = 'cx-warehouse'"))
              .contains("t");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void define(String column, String value) throws IOException {
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

  private static void replace(Path file, String part, String by) throws IOException {
    Files.writeString(file, Files.readString(file).replace(part, by));
  }

  private void night(LocalDate day) throws IOException {
    Files.createDirectories(folder.resolve("landing"));
    run(engine(), day, ONLY);
  }

  private Engine engine() {
    List<String> all = new ArrayList<>(settings);
    all.add("landing.root=\"" + folder.resolve("landing") + "\"");
    all.add("warehouse.root=\"" + folder.resolve(root) + "\"");
    all.add("warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    return new Engine(
        spark(),
        SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), all, environment));
  }

  private PublishReport publish() {
    return new PostgresPublisher(engine().warehouse(), RunListener.NONE).publish(false);
  }

  private List<String> lines() throws SQLException {
    return read("SELECT id, country, amount, is_large FROM gold.order_line ORDER BY 1");
  }

  private List<String> indexes() throws SQLException {
    return read(
            "SELECT indexrelid::regclass::text || CASE WHEN indisprimary THEN ' primary' WHEN"
                + " indisunique THEN ' unique' ELSE '' END FROM pg_index WHERE"
                + " indrelid::regclass::text IN ('gold.order_line', 'gold.orders_then') ORDER BY 1")
        .stream()
        .map(name -> name.replace("gold.", ""))
        .toList();
  }

  private List<String> read(String query) throws SQLException {
    return read(server.getJdbcUrl("postgres", "postgres"), query);
  }

  /** Values as psql prints them, which Java's calendars have no part in. */
  private static List<String> read(String url, String query) throws SQLException {
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

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect(server.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Connection connect(String url) throws SQLException {
    return new org.postgresql.Driver()
        .connect(
            url
                + (url.contains("?") ? "&" : "?")
                + "options=-c%20TimeZone=UTC%20-c%20statement_timeout=20s",
            null);
  }
}
