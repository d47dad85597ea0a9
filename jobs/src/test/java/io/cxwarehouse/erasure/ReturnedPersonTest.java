package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erased person comes in again under her address, by an id that nobody asked to erase. */
class ReturnedPersonTest extends ErasureCase {
  private static final LocalDate FOURTH = THIRD.plusDays(1);
  private static final String AGAIN = "9201";

  @Test
  void whatNamesHerByHerNewIdGoesWhicheverComesFirst() throws IOException {
    users("returned");
    filed("returned", FIRST);
    Engine engine = engine("returned", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    keepTheList("returned");

    // Her new tickets come before anything says that they are hers.
    deliver(
        "returned",
        "zendesk/tickets/2026-03-03/b.json",
        ticket("90", AGAIN, "2026-03-02", "open"),
        ticket("70", BOB, "2026-03-02", "open")
            .replace("submitter_id\":9102", "submitter_id\":9201"));
    deliver(
        "returned",
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("41", "90", AGENT, "Dear Ann Lee of Elm Road"),
        audit("42", "70", AGAIN, "I file it for Bob"));
    filed("returned", SECOND);
    assertThat(ids(engine, "tickets")).containsExactly("70", "90");

    deliver(
        "returned",
        "zendesk/users/2026-03-04/c.json",
        user(AGAIN, "ann@other.example", "Ann Lee", "2026-03-03"));
    deliver(
        "returned", "zendesk/tickets/2026-03-04/c.json", ticket("91", AGAIN, "2026-03-03", "open"));
    deliver(
        "returned",
        "zendesk/ticket_audits/2026-03-04/c.json",
        audit("43", "90", AGENT, "Dear Ann, again"),
        audit("44", "91", AGENT, "Dear Ann, too"));
    filed("returned", THIRD);
    assertThat(ids(engine, "tickets")).containsExactly("70");
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");
    assertThat(texts(engine, "SELECT count(submitter_id) FROM bronze.zendesk_tickets"))
        .as("as her former ids in tickets of others")
        .containsExactly("0");

    // Later ones; and her record no longer says whose it was, as a deleted one.
    deliver(
        "returned",
        "zendesk/users/2026-03-05/d.json",
        user(AGAIN, "", "Deleted", "2026-03-04").replace("\"email\":\"\"", "\"email\":null"));
    deliver(
        "returned", "zendesk/tickets/2026-03-05/d.json", ticket("92", AGAIN, "2026-03-04", "open"));
    deliver(
        "returned",
        "zendesk/ticket_audits/2026-03-05/d.json",
        audit("45", "92", AGENT, "Dear Ann"));
    filed("returned", FOURTH);
    assertThat(ids(engine, "tickets")).containsExactly("70");
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");
    assertThat(ids(engine, "users")).containsExactly(AGENT, BOB);
    assertSameAnew("returned", engine, "zendesk_users", "zendesk_tickets", "zendesk_ticket_audits");
  }

  @Test
  void anIdThatTurnsOutToBeSomebodyElsesComesInWithItsTickets() throws IOException {
    users("given");
    deliver(
        "given",
        "billing/customers/2026-03-02/a.csv",
        CUSTOMERS,
        "C-1,ann@other.example,,Ann,2026-01-01,DE,,,basic,web,");
    filed("given", FIRST);
    Engine engine = engine("given", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    keepTheList("given");
    deliver(
        "given",
        "zendesk/users/2026-03-03/b.json",
        user(AGAIN, "ann@other.example", "Carl", "2026-03-02"));
    deliver(
        "given", "zendesk/tickets/2026-03-03/b.json", ticket("93", AGAIN, "2026-03-02", "open"));
    deliver(
        "given", "zendesk/ticket_audits/2026-03-03/b.json", audit("46", "93", AGENT, "Dear Carl"));
    deliver(
        "given",
        "billing/customers/2026-03-03/b.csv",
        CUSTOMERS,
        "C-7,ann@other.example,,Ann,2026-01-01,DE,,,basic,web,");
    deliver(
        "given",
        "billing/orders/2026-03-03/b.csv",
        ORDERS,
        "O-7,C-7,2026-03-02,1,10.00,EUR,sale",
        "O-8,C-8,2026-03-02,1,10.00,EUR,sale");
    filed("given", SECOND);
    assertThat(ids(engine, "tickets")).isEmpty();
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");
    assertThat(texts(engine, "SELECT order_id FROM bronze.billing_orders")).containsExactly("O-8");

    // An earlier version does not tell whose it is now; a later one does.
    deliver(
        "given",
        "zendesk/users/2026-03-04/c.json",
        user(AGAIN, "carl@other.example", "Carl", "2026-03-01"));
    filed("given", THIRD);
    assertThat(ids(engine, "users")).containsExactly(AGENT, BOB);
    assertThat(ids(engine, "tickets")).isEmpty();
    deliver(
        "given",
        "zendesk/users/2026-03-05/d.json",
        user(AGAIN, "carl@other.example", "Carl", "2026-03-03"));
    filed("given", FOURTH);
    assertThat(ids(engine, "users")).containsExactly(AGENT, BOB, AGAIN);
    assertThat(ids(engine, "tickets")).containsExactly("93");
    assertThat(ids(engine, "ticket_audits")).containsExactly("46", "9");
    assertThat(texts(engine, "SELECT order_id FROM bronze.billing_orders")).containsExactly("O-8");
    assertSameAnew(
        "given",
        engine,
        "zendesk_users",
        "zendesk_tickets",
        "zendesk_ticket_audits",
        "billing_customers",
        "billing_orders");
  }

  /** Her contact comes after what names her there, in every tool that tells contacts by address. */
  @Test
  void herNewIdsAreFoundInEveryTool() throws IOException {
    users("tools");
    filed("tools", FIRST);
    Engine engine = engine("tools", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    keepTheList("tools");
    String at = "/2026-03-03/b.json";
    json("tools", "hubspot/tickets" + at, hubspotTicket("71", "501"), hubspotTicket("72", "502"));
    json(
        "tools",
        "freshdesk/tickets" + at,
        freshdeskTicket("81", "601"),
        freshdeskTicket("82", "602"));
    json(
        "tools",
        "freshdesk/conversations" + at,
        "{'id':1,'ticket_id':81,'user_id':7,'body_text':'Dear Ann','created_at':'2026-03-02T10:00:00Z'}");
    json(
        "tools",
        "intercom/conversations" + at,
        conversation("11", "{'type':'admin','id':'a1'}", "701"),
        conversation("12", "{'type':'admin','id':'a1'}", "702"));
    deliver(
        "tools",
        "salesforce/case/2026-03-03/b.csv",
        "Id,ContactId,Subject,SystemModstamp,CreatedDate",
        "500A,003A,help Ann,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z",
        "500B,003B,help,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z");
    deliver(
        "tools",
        "salesforce/case_comment/2026-03-03/b.csv",
        "Id,ParentId,CommentBody,SystemModstamp,CreatedDate",
        "00aA,500A,Dear Ann,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z");
    deliver(
        "tools",
        "billing/orders/2026-03-03/b.csv",
        ORDERS,
        "O-7,C-7,2026-03-02,1,10.00,EUR,sale",
        "O-8,C-8,2026-03-02,1,10.00,EUR,sale");
    deliver(
        "tools",
        "generic_survey/responses/2026-03-03/b.csv",
        ANSWERS,
        "r7,s,q,C-7,,9,it is Ann,2026-03-02T10:00:00Z,completed",
        "r8,s,q,C-8,,9,,2026-03-02T10:00:00Z,completed");
    filed("tools", SECOND);

    at = "/2026-03-04/c.json";
    json(
        "tools",
        "hubspot/contacts" + at,
        "{'id':'501','properties':{'email':'ann@other.example'},'createdAt':'2026-03-01T10:00:00Z','updatedAt':'2026-03-01T10:00:00Z','archived':false}");
    json(
        "tools",
        "freshdesk/contacts" + at,
        "{'id':601,'email':'ann@other.example','created_at':'2026-03-01T10:00:00Z','updated_at':'2026-03-01T10:00:00Z'}");
    json(
        "tools",
        "intercom/conversations" + at,
        conversation("13", "{'type':'lead','id':'701','email':'ann@other.example'}", "701"));
    deliver(
        "tools",
        "salesforce/contact/2026-03-04/c.csv",
        "Id,Email,SystemModstamp,CreatedDate",
        "003A,ann@other.example,2026-03-01T10:00:00Z,2026-03-01T10:00:00Z");
    deliver(
        "tools",
        "billing/customers/2026-03-04/c.csv",
        CUSTOMERS,
        "C-7,ann@other.example,,Ann,2026-01-01,DE,,,basic,web,");
    filed("tools", THIRD);
    assertThat(texts(engine, "SELECT id FROM bronze.hubspot_tickets")).containsExactly("72");
    assertThat(texts(engine, "SELECT id FROM bronze.freshdesk_tickets")).containsExactly("82");
    assertThat(texts(engine, "SELECT id FROM bronze.freshdesk_conversations")).isEmpty();
    assertThat(texts(engine, "SELECT id FROM bronze.intercom_conversations")).containsExactly("12");
    assertThat(texts(engine, "SELECT Id FROM bronze.salesforce_case")).containsExactly("500B");
    assertThat(texts(engine, "SELECT Id FROM bronze.salesforce_case_comment")).isEmpty();
    assertThat(texts(engine, "SELECT order_id FROM bronze.billing_orders")).containsExactly("O-8");
    assertThat(texts(engine, "SELECT response_id FROM bronze.generic_survey_responses"))
        .containsExactly("r8");
    assertSameAnew(
        "tools",
        engine,
        "hubspot_tickets",
        "hubspot_contacts",
        "freshdesk_tickets",
        "freshdesk_contacts",
        "freshdesk_conversations",
        "intercom_conversations",
        "salesforce_contact",
        "salesforce_case",
        "salesforce_case_comment",
        "billing_customers",
        "billing_orders",
        "generic_survey_responses");
  }

  // ---------------------------------------------------------------- deliveries

  private void json(String name, String path, String... lines) throws IOException {
    deliver(
        name, path, Stream.of(lines).map(line -> line.replace('\'', '"')).toArray(String[]::new));
  }

  private static String hubspotTicket(String id, String contact) {
    return ("{'id':'%s','properties':{'subject':'help'},'createdAt':'2026-03-02T10:00:00Z',"
            + "'updatedAt':'2026-03-02T10:00:00Z','archived':false,"
            + "'associations':{'contacts':{'results':[{'id':'%s','type':'x'}]}}}")
        .formatted(id, contact);
  }

  private static String freshdeskTicket(String id, String requester) {
    return ("{'id':%s,'requester_id':%s,'subject':'help','status':2,"
            + "'created_at':'2026-03-02T10:00:00Z','updated_at':'2026-03-02T10:00:00Z'}")
        .formatted(id, requester);
  }

  private static String conversation(String id, String author, String contact) {
    return ("{'id':'%s','created_at':1772445600,'updated_at':1772445600,'state':'open',"
            + "'source':{'author':%s},'contacts':{'contacts':[{'id':'%s'}]}}")
        .formatted(id, author, contact);
  }

  // ---------------------------------------------------------------- warehouses

  /** Tickets as they are filed: a table that each night computes in part. */
  @BeforeEach
  void defineFiled() throws IOException {
    table(
        "silver/filed",
        "ticket_id STRING COMMENT 'i', submitter_id STRING COMMENT 's'",
        "'cxw.key' = 'ticket_id', 'cxw.mode' = 'keys', 'cxw.narrow_by' = 'ticket_id',"
            + " 'cxw.narrow' = 'bronze.zendesk_tickets(_record_id)'",
        "SELECT _record_id AS ticket_id, max(submitter_id) AS submitter_id"
            + " FROM bronze.zendesk_tickets GROUP BY 1");
  }

  private void keepTheList(String name) throws IOException {
    Path root = folder.resolve(name);
    copy(root.resolve("warehouse/ops/suppression"), root.resolve("anew/ops/suppression"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path place = to.resolve(from.relativize(file).toString());
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
      }
    }
  }

  /** Built from the landing folder and the list as the erasure left it. */
  private void assertSameAnew(String name, Engine engine, String... tables) {
    Engine anew =
        engine(name, Map.of(), "warehouse.root=\"" + folder.resolve(name).resolve("anew") + "\"");
    filed(anew, FOURTH);
    for (String table : tables) {
      String query = "SELECT _record_id, _row_hash FROM bronze." + table;
      assertThat(rows(anew, query)).as(table).isEqualTo(rows(engine, query));
    }
  }

  private void filed(String name, LocalDate date) {
    filed(engine(name, Map.of()), date);
  }

  private static void filed(Engine engine, LocalDate date) {
    night(engine, date, "silver.filed");
    TableId tickets = TableId.bronze("zendesk", "tickets");
    if (engine.warehouse().tables().state(engine.warehouse().spark(), tickets).exists()) {
      assertThat(rows(engine, "SELECT ticket_id, submitter_id FROM silver.filed"))
          .isEqualTo(
              rows(
                  engine,
                  "SELECT _record_id, max(submitter_id) FROM bronze.zendesk_tickets GROUP BY 1"));
    }
  }

  private static List<String> rows(Engine engine, String query) {
    return engine.query(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }
}
