package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.functions.Pseudonym;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom rows are about, by the shipped sources' own declarations. */
class PersonsOfTest {
  private Map<String, PersonsOf> persons;

  @BeforeEach
  void readShippedSources() {
    Pseudonym.useKey(SparkCase.PII_KEY);
    persons = persons();
  }

  @Test
  void aRowNamesThePersonByAddressNumberIdAndReference() {
    assertThat(
            named(
                "billing.customers",
                Map.of(
                    "customer_id", "C-1",
                    "email", " Zoe@Feather.Example ",
                    "phone", "+49 151 12345678",
                    "external_ids", "salesforce:003A;Zendesk: 12,HubSpot :9.0")))
        .contains(
            "id:billing:C-1",
            "email:zoe@feather.example",
            "phone:+4915112345678",
            "id:salesforce:003A",
            "id:zendesk:12",
            "id:hubspot:9");
    assertThat(named("billing.orders", Map.of("order_id", "O-1", "customer_id", "C-1")))
        .containsExactly("id:billing:C-1");
    assertThat(named("billing.orders", Map.of("order_id", "O-1"))).isEmpty();
    assertThat(named("billing.orders", Map.of("order_id", "O-1", "customer_id", " 830.0")))
        .as("however the id is spelled")
        .containsExactly("id:billing:830");
    assertThat(named("zendesk.users", Map.of("id", "12", "email", "nobody", "phone", "call me")))
        .as("no address, no number")
        .containsExactly("id:zendesk:12");
  }

  /** Whatever links a record names the person, too, in the same spelling. */
  @Test
  void secondAddressesAndNumbersNameThePersonAsTheyLinkHer() {
    assertThat(
            named(
                "freshdesk.contacts",
                Map.of(
                    "id", "7",
                    "email", "Zoe <zoe@feather.example>",
                    "other_emails", "[\"mailto:Zoe@work.example\"]",
                    "phone", "+1 212-555-0100 x7")))
        .containsExactlyInAnyOrder(
            "id:freshdesk:7",
            "email:zoe@feather.example",
            "email:zoe@work.example",
            "phone:+12125550100;ext=7");
    assertThat(
            named(
                "zendesk.user_identities",
                Map.of("id", "1", "user_id", "12", "type", "email", "value", "zoe@work.example")))
        .containsExactlyInAnyOrder("id:zendesk:12", "email:zoe@work.example");
    assertThat(
            named(
                "salesforce.contact",
                Map.of("Id", "003xx000004TmiQ", "MasterRecordId", "003XX000004tMIQ")))
        .containsExactlyInAnyOrder(
            "id:salesforce:003xx000004TmiQAAS", "id:salesforce:003XX000004tMIQYA2");
  }

  /**
   * As silver reads it, which links it to whoever has the number: a caller is told by nothing else.
   */
  @Test
  void aNumberWithoutACountryCodeIsOfTheCountryOfItsRow() {
    for (String country : List.of("DE", "Germany")) {
      assertThat(
              named(
                  "calls.calls",
                  Map.of("call_id", "K-1", "phone", "030 901820", "country", country)))
          .containsExactly("phone:+4930901820");
    }
    assertThat(named("calls.calls", Map.of("call_id", "K-1", "phone", "030 901820"))).isEmpty();
    assertThat(
            named(
                "billing.customers",
                Map.of("customer_id", "C-1", "phone", "030 901820", "country", "DE")))
        .contains("phone:+4930901820");
    assertThat(
            named(
                "hubspot.contacts",
                Map.of(
                    "id", "7",
                    "properties", "{\"mobilephone\":\"030 901820\",\"country\":\"Germany\"}")))
        .contains("phone:+4930901820");
    assertThat(
            named(
                "salesforce.contact",
                Map.of("Id", "003A", "HomePhone", "030 901820", "MailingCountry", "Germany")))
        .contains("phone:+4930901820");
  }

  @Test
  void aReferenceCountsWhereItIsConfigured() {
    Map<String, String> user = Map.of("id", "12", "external_id", "003A");
    PersonsOf referring =
        persons("identity.references={\"zendesk.external_id\"=hubspot}").get("zendesk.users");
    assertThat(named(referring, user)).containsExactly("id:zendesk:12", "id:hubspot:003A");
    PersonsOf organizations = persons.get("zendesk.organizations");
    assertThat(named(organizations, user)).as("nobody's record").isEmpty();
  }

  /** As silver tells whose conversation it is: others take part in it. */
  @Test
  void aConversationIsItsRequestersAndOthersAreMentioned() {
    PersonsOf conversations = persons.get("intercom.conversations");
    String both = "{\"contacts\":[{\"id\":\"uA\"},{\"id\":\"uB\"}]}";
    String byBob = "{\"author\":{\"type\":\"%s\",\"id\":\"uB\",\"email\":\"bob@x.example\"}}";
    for (String type : List.of("user", "lead", "contact")) {
      assertThat(
              named(
                  conversations,
                  Map.of("id", "1", "source", byBob.formatted(type), "contacts", both)))
          .containsExactlyInAnyOrder("id:intercom:uB", "email:bob@x.example");
    }
    assertThat(
            named(
                conversations,
                Map.of("id", "1", "source", byBob.formatted("admin"), "contacts", both)))
        .as("whoever it was that the company wrote to")
        .containsExactly("id:intercom:uA");
    assertThat(named(conversations, Map.of("id", "1", "contacts", "[{\"id\":\"uA\"}]")))
        .containsExactly("id:intercom:uA");
    assertThat(
            named(
                conversations,
                Map.of("id", "1", "customers", "[{\"id\":\"uA\"}]", "user", "{\"id\":\"uB\"}")))
        .containsExactly("id:intercom:uA");
    assertThat(named(conversations, Map.of("id", "1", "user", "{\"id\":\"uB\"}")))
        .containsExactly("id:intercom:uB");
    assertThat(conversations.withoutMentions("contacts", both, "id:intercom:uA"::equals))
        .isEqualTo(both.replace("\"uA\"", "null"));
    String rating = "{\"rating\":1,\"contact\":{\"id\":\"uA\"}}";
    assertThat(
            conversations.withoutMentions("conversation_rating", rating, "id:intercom:uA"::equals))
        .isEqualTo(rating.replace("\"uA\"", "null"));
  }

  /**
   * Agents and bots have ids of their own, and their work stands in the conversations of others.
   */
  @Test
  void aPartIsTheCustomersWhoWroteIt() {
    String author = "{\"type\":\"%s\",\"id\":\"7\",\"email\":\"seven@x.example\"}";
    Map<String, String> byCustomer =
        Map.of("id", "1", "conversation_id", "9", "author", author.formatted("lead"));
    Map<String, String> byAgent =
        Map.of("id", "1", "conversation_id", "9", "author", author.formatted("admin"));
    assertThat(named("intercom.conversation_parts", byCustomer))
        .containsExactlyInAnyOrder("id:intercom:7", "email:seven@x.example");
    assertThat(named("intercom.conversation_parts", byAgent)).isEmpty();
  }

  @Test
  void anAnswerIsOfTheContactWhomSilverTakesOfSeveral() {
    PersonsOf answers = persons.get("hubspot.feedback_submissions");
    String linked =
        "{\"contacts\":{\"results\":[{\"type\":\"x\"},{\"id\":\"30\"},{\"id\":\"7.0\"}]},"
            + "\"tickets\":{\"results\":[{\"id\":\"12\"},{\"id\":\"5\"}]}}";
    Map<String, String> row =
        Map.of("id", "1", "associations", linked, "properties", "{\"hs_contact_id\":\"99\"}");
    assertThat(named(answers, row)).containsExactly("id:hubspot:7");
    assertThat(answers.parentKeys(cells(answers, row), false))
        .containsExactly("row:hubspot.tickets:5");
    assertThat(named(answers, Map.of("id", "1", "properties", "{\"hs_contact_id\":\"99\"}")))
        .containsExactly("id:hubspot:99");
  }

  /** An agent may forward a letter, and a web form holds whatever address somebody types. */
  @Test
  void whoHoldsAnIdIsToldByRowsThatHaveTheAddressOfItsHolder() {
    assertThat(accounts("zendesk.users", Map.of("id", "12"))).containsExactly("id:zendesk:12");
    assertThat(accounts("zendesk.user_identities", Map.of("id", "1", "user_id", "12")))
        .containsExactly("id:zendesk:12");
    assertThat(accounts("billing.customers", Map.of("customer_id", "C-1")))
        .containsExactly("id:billing:C-1");
    assertThat(accounts("hubspot.contacts", Map.of("id", "7"))).containsExactly("id:hubspot:7");
    assertThat(accounts("salesforce.contact", Map.of("Id", "003A", "MasterRecordId", "003B")))
        .containsExactly("id:salesforce:003A");
    assertThat(accounts("freshdesk.contacts", Map.of("id", "7"))).containsExactly("id:freshdesk:7");
    assertThat(accounts("freshdesk.tickets", Map.of("id", "1", "requester_id", "7")))
        .containsExactly("id:freshdesk:7");
    String author = "{\"author\":{\"type\":\"lead\",\"id\":\"uB\",\"email\":\"b@x.example\"}}";
    assertThat(accounts("intercom.conversations", Map.of("id", "1", "source", author)))
        .containsExactly("id:intercom:uB");
    assertThat(accounts("zendesk.tickets", Map.of("id", "1", "requester_id", "12"))).isEmpty();
    assertThat(accounts("salesforce.case", Map.of("Id", "500A", "ContactId", "003A"))).isEmpty();
    assertThat(accounts("billing.orders", Map.of("order_id", "O-1", "customer_id", "C-1")))
        .isEmpty();
  }

  @Test
  void commentsGoWithTheirTicketAndTicketsBringThem() {
    PersonsOf tickets = persons.get("zendesk.tickets");
    PersonsOf audits = persons.get("zendesk.ticket_audits");
    Set<String> binding =
        tickets.childKeys(cells(tickets, Map.of("id", "100", "requester_id", "12")), "100", true);
    assertThat(audits.parentKeys(cells(audits, Map.of("id", "1", "ticket_id", "100")), false))
        .isEqualTo(binding)
        .hasSize(1);
    assertThat(audits.parentKeys(cells(audits, Map.of("id", "1", "ticket_id", "101")), false))
        .doesNotContainAnyElementsOf(binding);
  }

  @Test
  void devicesBringOnlyRowsThatNameNobody() {
    PersonsOf events = persons.get("ga4.events");
    List<String> named = cells(events, Map.of("user_id", "C-1", "user_pseudo_id", "77.1"));
    List<String> unnamed = cells(events, Map.of("user_pseudo_id", "77.1"));
    Set<String> device = events.childKeys(named, "k", true);
    assertThat(device).isNotEmpty();
    assertThat(events.parentKeys(unnamed, true)).containsAnyElementsOf(device);
    assertThat(events.parentKeys(unnamed, false)).doesNotContainAnyElementsOf(device);
    assertThat(events.childKeys(unnamed, "k", false)).doesNotContainAnyElementsOf(device);
  }

  @Test
  void mentionsOfOthersGoAndTheRestOfTheCellStays() {
    PersonsOf audits = persons.get("zendesk.ticket_audits");
    String events =
        "[{\"id\":1,\"author_id\":5,\"body\":\"12\"},{\"id\":2,\"field_name\":\"requester_id\","
            + "\"value\":\"13\",\"previous_value\":\"12\"},{\"id\":3,\"field_name\":\"priority\","
            + "\"value\":\"12\"}]";
    assertThat(audits.withoutMentions("events", events, "id:zendesk:12"::equals))
        .isEqualTo(events.replace("\"previous_value\":\"12\"", "\"previous_value\":null"));
    assertThat(audits.withoutMentions("events", events, "id:zendesk:99"::equals)).isSameAs(events);
    assertThat(audits.withoutMentions("via", events, "id:zendesk:12"::equals)).isSameAs(events);
    PersonsOf history = persons.get("salesforce.case_history");
    assertThat(history.withoutMentions("OldValue", "003A", "id:salesforce:003A"::equals)).isNull();
    assertThat(history.withoutMentions("NewValue", "Closed", "id:salesforce:003A"::equals))
        .isEqualTo("Closed");
  }

  @Test
  void anythingMayStandInTextsButNotInNumbersTimesAndKeys() {
    PersonsOf tickets = persons.get("zendesk.tickets");
    assertThat(tickets.isFreeText("subject")).isTrue();
    assertThat(tickets.isFreeText("tags")).isTrue();
    assertThat(tickets.isFreeText("updated_at")).isFalse();
    assertThat(tickets.isFreeText("id")).as("the record's name").isFalse();
    assertThat(persons.get("billing.subscriptions").isFreeText("reason")).isTrue();
    assertThat(persons.get("billing.subscriptions").isFreeText("plan")).isFalse();
    PersonsOf rates = persons.get("billing.fx_rates");
    assertThat(rates.isFreeText("rate")).isFalse();
    assertThat(rates.isAboutPersons()).isFalse();
  }

  @Test
  void personalIdsAreStoredAsPseudonymsWhereverTheyStand() {
    Map<String, PersonsOf> personal =
        persons("sources.zendesk.pii-ids=true", "sources.billing.pii-ids=true");
    PersonsOf audits = personal.get("zendesk.ticket_audits");
    assertThat(audits.storedIds().columns()).contains("author_id", "events");
    assertThat(audits.storedIds().cell("author_id", "12")).isEqualTo(pseudonym("12"));
    assertThat(
            audits
                .storedIds()
                .cell("events", "[{\"field_name\":\"requester_id\",\"value\":\"12\"}]"))
        .isEqualTo("[{\"field_name\":\"requester_id\",\"value\":\"" + pseudonym("12") + "\"}]");
    String status = "[{\"field_name\":\"status\",\"value\":\"open\"}]";
    assertThat(audits.storedIds().cell("events", status)).isSameAs(status);
    assertThat(personal.get("billing.customers").storedIds().cell("external_ids", "zendesk:12;x:1"))
        .isEqualTo("zendesk:" + pseudonym("12") + ";x:1");
    assertThat(
            personal.get("billing.customers").storedIds().cell("external_ids", "x:1,Zendesk : 12"))
        .as("however it is written")
        .isEqualTo("x:1;zendesk:" + pseudonym("12"));
    assertThat(persons.get("zendesk.ticket_audits").storedIds().columns()).isEmpty();
    assertThat(named(personal.get("billing.orders"), Map.of("customer_id", "a@b.example")))
        .containsExactly("id:billing:a@b.example", "stored:billing:" + pseudonym("a@b.example"));
  }

  private static Map<String, PersonsOf> persons(String... settings) {
    List<String> all = new ArrayList<>(List.of("landing.root=l", "warehouse.root=w"));
    all.addAll(List.of(settings));
    Settings loaded = SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), all);
    return PersonsOf.all(loaded);
  }

  private Set<String> named(String entity, Map<String, String> row) {
    return named(persons.get(entity), row);
  }

  private Set<String> accounts(String entity, Map<String, String> row) {
    return persons.get(entity).accounts(cells(persons.get(entity), row));
  }

  private static Set<String> named(PersonsOf of, Map<String, String> row) {
    return of.personKeys(cells(of, row));
  }

  private static List<String> cells(PersonsOf of, Map<String, String> row) {
    assertThat(of.columns()).containsAll(row.keySet());
    List<String> cells = new ArrayList<>();
    of.columns().forEach(column -> cells.add(row.get(column)));
    cells.add(null);
    return cells;
  }

  private static String pseudonym(String text) {
    return Pseudonym.of(text);
  }
}
