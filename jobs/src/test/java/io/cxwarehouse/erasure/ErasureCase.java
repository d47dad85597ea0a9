package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StoredText;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** A few small tables of the deliveries, and searches of all that a warehouse holds. */
abstract class ErasureCase extends ErasureDeliveries {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final LocalDate SECOND = FIRST.plusDays(1);
  static final LocalDate THIRD = FIRST.plusDays(2);
  static final List<String> TABLES =
      List.of(
          "+gold.standing", "gold.leaders", "silver.request", "silver.comment", "silver.answer");

  @AfterAll
  void restoreKey() {
    Pseudonym.useKey(PII_KEY);
  }

  @BeforeEach
  void writeTables() throws IOException {
    tablesOfTheTest();
  }

  /** A few small tables in place of the shipped ones, of which each night computes all. */
  final void tablesOfTheTest() throws IOException {
    // One row per date and customer: it keeps what it said on former dates.
    table(
        "gold/standing",
        "as_of_date DATE COMMENT 'd', customer_id STRING COMMENT 'c', orders BIGINT COMMENT 'n'",
        "'cxw.key' = 'as_of_date, customer_id', 'cxw.as_of_column' = 'as_of_date'",
        "SELECT :as_of AS as_of_date, l.customer_id, count(*) AS orders FROM silver.orders o"
            + " JOIN silver.customer_lookup l ON l.lookup_key = o.customer_source_key"
            + " GROUP BY l.customer_id");
    // One row per date that lists customers, as the fits of lifetime value do.
    table(
        "gold/leaders",
        "as_of_date DATE COMMENT 'd',"
            + " leaders ARRAY<STRUCT<customer_id: STRING, orders: BIGINT>> COMMENT 'l'",
        "'cxw.key' = 'as_of_date', 'cxw.as_of_column' = 'as_of_date'",
        "SELECT :as_of AS as_of_date, sort_array(collect_list(named_struct('customer_id',"
            + " customer_id, 'orders', orders))) AS leaders FROM gold.standing"
            + " WHERE as_of_date = :as_of");
    table(
        "silver/request",
        "ticket_id STRING COMMENT 't', customer_id STRING COMMENT 'c'",
        "'cxw.key' = 'ticket_id'",
        "SELECT _record_id AS ticket_id, l.customer_id FROM bronze.zendesk_tickets t"
            + " JOIN silver.customer_lookup l ON l.lookup_key = 'zendesk:' || t.requester_id");
    table(
        "silver/comment",
        "comment_id STRING COMMENT 'i', ticket_id STRING COMMENT 't', author_id STRING COMMENT 'a'",
        "'cxw.key' = 'comment_id', 'cxw.mode' = 'keys', 'cxw.narrow_by' = 'comment_id',"
            + " 'cxw.narrow' = 'bronze.zendesk_ticket_audits(_record_id)'",
        "SELECT _record_id AS comment_id, ticket_id, author_id FROM bronze.zendesk_ticket_audits");
    table(
        "silver/answer",
        "answer_id STRING COMMENT 'i', who STRING COMMENT 'w', score STRING COMMENT 's'",
        "'cxw.key' = 'answer_id'",
        "SELECT _record_id AS answer_id, coalesce(pseudonym(normalize_email(email)),"
            + " 'billing:' || respondent_id) AS who, score FROM bronze.generic_survey_responses");
  }

  final void table(String name, String columns, String properties, String query)
      throws IOException {
    Path table = folder.resolve("extra").resolve(name);
    Files.createDirectories(table);
    Files.writeString(
        table.resolve("table.sql"),
        "CREATE TABLE %s (%s) USING delta COMMENT 'c' TBLPROPERTIES (%s)"
            .formatted(name.replace('/', '.'), columns, properties));
    Files.writeString(table.resolve("query.sql"), query);
  }

  final List<ErasureRequest> requests(String... lines) throws IOException {
    Path file = folder.resolve("requests.csv");
    boolean hasDate = lines[0].split(",").length > 2;
    String header = hasDate ? "kind,value,requested_on\n" : "kind,value\n";
    Files.writeString(file, header + String.join("\n", lines) + "\n");
    return ErasureRequest.read(file, java.util.Set.of("zendesk", "billing"));
  }

  // ---------------------------------------------------------------- warehouses

  final Settings settings(String name, Map<String, String> environment, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "landing.root=\"" + folder.resolve(name).resolve("landing") + "\"",
                "warehouse.root=\"" + folder.resolve(name).resolve("warehouse") + "\""));
    all.add("warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    all.addAll(List.of(more));
    return SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), all, environment);
  }

  final Engine engine(String name, Map<String, String> environment, String... more) {
    return new Engine(spark(), settings(name, environment, more));
  }

  static RunReport run(Engine engine, LocalDate date) {
    return engine.run(new RunOptions(date, TABLES, false), RunListener.NONE);
  }

  /** A night of the help desk's comments. */
  final Engine night(String name, LocalDate date) {
    Engine engine = engine(name, Map.of());
    night(engine, date);
    return engine;
  }

  static void night(Engine engine, LocalDate date, String... further) {
    List<String> some = new ArrayList<>(List.of("silver.customer_lookup", "silver.comment"));
    some.addAll(List.of(further));
    assertThat(engine.run(new RunOptions(date, some, false), RunListener.NONE).exitCode())
        .isEqualTo(ExitCode.OK);
    assertThat(texts(engine, "SELECT comment_id FROM silver.comment"))
        .as("silver follows bronze")
        .isEqualTo(texts(engine, "SELECT _record_id FROM bronze.zendesk_ticket_audits"));
  }

  static RunListener dyingAt(String moment) {
    return new RunListener() {
      @Override
      public void phase(String text) {
        if (text.startsWith(moment)) {
          throw new IllegalStateException("killed");
        }
      }
    };
  }

  static String pseudonym(String text) {
    return Pseudonym.of(UTF8String.fromString(text)).toString();
  }

  static String customer(Engine engine) {
    return engine
        .query(
            "SELECT customer_id FROM silver.customer_lookup WHERE lookup_key = 'zendesk:880017171'")
        .first()
        .getString(0);
  }

  final void assertAbsent(String name, List<String> traces) throws IOException {
    StoredText stored = StoredText.below(folder.resolve(name).resolve("warehouse"));
    for (String trace : traces) {
      assertThat(stored.with(trace)).as(trace).isEmpty();
    }
    assertThat(stored.with("ann@other.example")).isNotEmpty();
  }

  /** Rows of silver and gold; of as-of tables those of the last date: former ones are sums. */
  static Map<String, String> tables(Engine engine) {
    Map<String, String> tables = new TreeMap<>();
    for (Graph.Node node : engine.warehouse().graph().nodes()) {
      boolean isThere =
          engine.warehouse().tables().state(engine.warehouse().spark(), node.id()).exists();
      if (isThere && node.id().layer() != Layer.OPS) {
        String newest =
            node.definition()
                .spec()
                .asOfColumn()
                .map(c -> " WHERE " + c + " = (SELECT max(" + c + ") FROM " + node.id() + ")")
                .orElse("");
        List<String> rows =
            engine
                .query("SELECT * FROM " + node.id() + newest)
                .select(functions.to_json(functions.struct("*")))
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
        tables.put(node.id().toString(), String.join("\n", rows));
      }
    }
    return tables;
  }

  /** Erases whom a request names, from the warehouse alone. */
  final void erase(Engine engine, String request) throws IOException {
    ErasureReport report =
        new Erasure(engine.warehouse(), ErasureOptions.WAREHOUSE, RunListener.NONE)
            .run(requests(request));
    assertThat(report.isComplete()).isTrue();
  }

  /** Ids of records of Zendesk that bronze has. */
  static List<String> ids(Engine engine, String entity) {
    return texts(engine, "SELECT DISTINCT id FROM bronze.zendesk_" + entity);
  }

  /** The first column of what a query gives, in order. */
  static List<String> texts(Engine engine, String query) {
    return engine.query(query).collectAsList().stream()
        .map(row -> row.get(0).toString())
        .sorted()
        .toList();
  }
}
