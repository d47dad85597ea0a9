package io.cxwarehouse.erasure;

import io.cxwarehouse.SparkCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Zoe Quillfeather is a customer of billing and of the help desk, answers surveys, once had another
 * address, and is mentioned in Ann's ticket: deliveries with her and without.
 */
abstract class ErasureDeliveries extends SparkCase {
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
          "%40feather.example",
          "+49 151 12345678",
          "Quillfeather",
          "C-2718x81",
          "880017171",
          "O-3141592",
          "990042424",
          "770031313",
          "550099887",
          "ZOE-ANSWER");

  /** Two users of the help desk, and who answers them. */
  static final String ANN = "9101";

  static final String BOB = "9102";
  static final String AGENT = "5";

  @TempDir Path folder;

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
        "billing/orders/2026-03-02/shop.csv",
        ORDERS + ",customer_email,ship_phone,page",
        "O-7,C-1,2026-03-01,1,10.00,EUR,sale,"
            + (hasZoe ? "zoe.q@feather.example,+49 151 12345678," : ",,"),
        "O-8,GUEST,2026-03-01,1,10.00,EUR,sale,"
            + (hasZoe ? "zoe.old@feather.example,,/?e=zoe.q%40feather.example" : ",,"));
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

  /** These users, and a comment of Bob's. */
  final void users(String name) throws IOException {
    deliver(
        name,
        "zendesk/users/2026-03-02/a.json",
        user(ANN, "ann@other.example", "Ann Other", "2026-03-01"),
        user(BOB, "bob@other.example", "Bob Other", "2026-03-01"),
        user(AGENT, "agent@us.example", "Agent", "2026-03-01").replace("end-user", "agent"));
    deliver(name, "zendesk/ticket_audits/2026-03-02/a.json", audit("9", "70", BOB, "hello"));
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
}
