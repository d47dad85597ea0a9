package io.cxwarehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.engine.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What readers see of a publication, and of what comes after it. */
class PostgresPublisherTest extends PostgresCase {
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
    try (Connection admin = connect(server.getJdbcUrl("postgres", "later"));
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE TABLE gold.orders_then (mine TEXT)");
      assertThatThrownBy(this::publish).hasMessageContaining("does not overwrite");
      statement.execute("DROP TABLE gold.orders_then");
    }
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
    assertThatThrownBy(this::publish)
        .hasMessageContaining("shows another warehouse; nothing was changed")
        .hasMessageContaining("--full");
    PublishReport anew =
        new PostgresPublisher(engine().warehouse(), RunListener.NONE).publish(true);
    assertThat(read(asEve, "SELECT publication FROM cxw.publication"))
        .containsExactly("2026-03-04_3");
    assertThat(anew.isUpToDate()).isFalse();
    assertThat(read(asEve, "SELECT amount FROM gold.order_line WHERE id = 'O-1'"))
        .containsExactly("30.0000");

    root = "w";
    settings.clear();
    environment.put("CXW_POSTGRES_URL", before);
  }
}
