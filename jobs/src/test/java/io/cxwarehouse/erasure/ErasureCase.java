package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
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
import org.junit.jupiter.api.io.TempDir;

/**
 * Zoe Quillfeather is a customer of billing and of the help desk, answers surveys, once had another
 * address, and is mentioned in Ann's ticket. Deliveries with her and without, a few small tables,
 * and searches of all that a warehouse holds.
 */
abstract class ErasureCase extends SparkCase {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final LocalDate SECOND = FIRST.plusDays(1);
  static final LocalDate THIRD = FIRST.plusDays(2);
  static final List<String> TABLES =
      List.of(
          "+gold.standing", "gold.leaders", "silver.request", "silver.comment", "silver.answer");
  static final String CUSTOMERS =
      "customer_id,email,phone,name,created_at,country,region,industry,plan,"
          + "acquisition_channel,external_ids";
  static final String ORDERS = "order_id,customer_id,ordered_at,quantity,amount,currency,type";
  static final String ANSWERS =
      "response_id,survey_id,question_id,respondent_id,email,score,comment,submitted_at,status";

  /** Whatever names her; ids that nobody else has a part of. */
  static final List<String> ZOE =
      List.of(
          "zoe.q@feather.example",
          "zoe.old@feather.example",
          "+49 151 12345678",
          "Quillfeather",
          "C-2718x81",
          "880017171",
          "O-3141592",
          "990042424",
          "770031313",
          "550099887",
          "ZOE-ANSWER");

  @TempDir Path folder;

  @AfterAll
  void restoreKey() {
    Pseudonym.useKey(PII_KEY);
  }

  @BeforeEach
  void writeTables() throws IOException {
    tablesOfTheTest();
  }

  // ---------------------------------------------------------------- deliveries

  final void deliverNights(String name, boolean hasZoe) throws IOException {
    deliver(
        name,
        "billing/customers/2026-03-02/a.csv",
        CUSTOMERS,
        "C-1,ann@other.example,,Ann Other,2026-01-01,DE,,,basic,web,",
        hasZoe
            ? "C-2718x81,zoe.old@feather.example,+49 151 12345678,Zoe Quillfeather,2026-01-05,DE,"
                + ",,pro,web,zendesk:880017171"
            : "");
    deliver(
        name,
        "billing/orders/2026-03-02/a.csv",
        ORDERS,
        "O-1,C-1,2026-03-01,1,10.00,EUR,sale",
        hasZoe ? "O-3141592,C-2718x81,2026-03-01,2,250.00,EUR,sale" : "");
    deliver(
        name,
        "billing/orders/2026-03-02/bad.csv",
        ORDERS,
        "O-9,C-1",
        hasZoe ? "O-3141592,C-2718x81,2026-03-01" : "");
    deliver(
        name,
        "zendesk/users/2026-03-02/a.json",
        user("12", "ann@other.example", "Ann Other", "2026-03-01"),
        user("5", "agent@us.example", "Agent", "2026-03-01").replace("end-user", "agent"),
        hasZoe
            ? user("880017171", "zoe.old@feather.example", "Zoe Quillfeather", "2026-03-01")
            : "");
    deliver(
        name,
        "zendesk/tickets/2026-03-02/a.json",
        ticket("100", "12", "2026-03-01", "open"),
        hasZoe ? ticket("990042424", "880017171", "2026-03-01", "open") : "");
    deliver(
        name,
        "zendesk/ticket_audits/2026-03-02/a.json",
        audit("1", "100", "12", "As zoe.q@feather.example told me, call her: +49 151 12345678."),
        hasZoe ? audit("770031313", "990042424", "5", "Dear Zoe Quillfeather") : "");
    deliver(
        name,
        "generic_survey/responses/2026-03-02/a.csv",
        ANSWERS,
        "r1,s,q,C-1,,9,,2026-03-01T10:00:00Z,completed",
        hasZoe
            ? "ZOE-ANSWER,s,q,,zoe.old@feather.example,3,bad,2026-03-01T10:00:00Z,completed"
            : "");
    deliver(
        name,
        "zendesk/users/2026-03-03/b.json",
        hasZoe ? user("880017171", "zoe.q@feather.example", "Zoe Quillfeather", "2026-03-02") : "");
    deliver(
        name,
        "zendesk/tickets/2026-03-03/b.json",
        ticket("100", "12", "2026-03-02", "solved"),
        hasZoe ? ticket("990042424", "880017171", "2026-03-02", "solved") : "");
    deliver(
        name,
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("2", "100", "5", "done"),
        requesterChange("4", "100", "5", hasZoe ? "880017171" : "12", "12"),
        hasZoe ? audit("550099887", "100", "880017171", "I add a word") : "");
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

  final void again(String name, boolean hasZoe) throws IOException {
    deliver(
        name,
        "zendesk/users/2026-03-04/c.json",
        user("12", "ann@other.example", "Ann Other", "2026-03-03"),
        hasZoe ? user("880017171", "zoe.q@feather.example", "Zoe Quillfeather", "2026-03-03") : "");
    deliver(
        name,
        "zendesk/tickets/2026-03-04/c.json",
        ticket("101", "12", "2026-03-03", "open"),
        hasZoe ? ticket("660055443", "880017171", "2026-03-03", "open") : "");
    deliver(
        name,
        "zendesk/ticket_audits/2026-03-04/c.json",
        audit("3", "101", "12", "hello"),
        hasZoe ? audit("440022119", "660055443", "5", "Dear Zoe Quillfeather") : "");
    deliver(
        name,
        "billing/orders/2026-03-04/c.csv",
        ORDERS,
        "O-2,C-1,2026-03-03,1,11.00,EUR,sale",
        hasZoe ? "O-3141592,C-2718x81,2026-03-01,3,250.00,EUR,sale" : "");
  }

  static String user(String id, String email, String name, String updated) {
    return ("{'id':%s,'email':'%s','name':'%s','phone':null,'role':'end-user','active':true,"
            + "'created_at':'2026-01-02T00:00:00Z','updated_at':'%sT08:00:00Z'}")
        .formatted(id, email, name, updated)
        .replace('\'', '"');
  }

  static String ticket(String id, String requester, String updated, String status) {
    return ("{'id':%s,'requester_id':%s,'submitter_id':%s,'assignee_id':5,'status':'%s',"
            + "'subject':'help','tags':[],'via':{'channel':'email'},"
            + "'created_at':'2026-03-01T09:00:00Z','updated_at':'%sT09:00:00Z'}")
        .formatted(id, requester, requester, status, updated)
        .replace('\'', '"');
  }

  static String audit(String id, String ticket, String author, String body) {
    return ("{'id':%s,'ticket_id':%s,'created_at':'2026-03-01T10:00:00Z','author_id':%s,"
            + "'via':{'channel':'email'},'events':[{'id':%s1,'type':'Comment','public':true,"
            + "'author_id':%s,'body':'%s'}]}")
        .formatted(id, ticket, author, id, author, body)
        .replace('\'', '"');
  }

  static String requesterChange(String id, String ticket, String by, String from, String to) {
    return audit(id, ticket, by, "asks for somebody else")
        .replace(
            "]}",
            (",{'id':%s2,'type':'Change','field_name':'requester_id','value':'%s',"
                    + "'previous_value':'%s'}]}")
                .formatted(id, to, from)
                .replace('\'', '"'));
  }

  final void deliver(String name, String path, String... lines) throws IOException {
    Path file = folder.resolve(name).resolve("landing").resolve(path);
    Files.createDirectories(file.getParent());
    List<String> kept = List.of(lines).stream().filter(line -> !line.isEmpty()).toList();
    Files.writeString(file, String.join("\n", kept) + "\n");
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
}
