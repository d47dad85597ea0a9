package io.cxwarehouse.generate;

/** The CRM: Bulk API CSV, every row stamped with SystemModstamp. */
final class SalesforceWriter implements SourceWriter {

  private final Part part;
  private final Feed accounts;
  private final Feed contacts;
  private final Feed deals;
  private final Feed users;
  private final SalesforceCases cases;

  SalesforceWriter(Part part) {
    this.part = part;
    this.accounts =
        part.feed(
            "account",
            EntityFormat.csv(
                "Id,Name,Industry,BillingCountry,Region__c,ParentId,IsDeleted,CreatedDate,"
                    + "LastModifiedDate,SystemModstamp"),
            true);
    this.contacts =
        part.feed(
            "contact",
            EntityFormat.csv(
                "Id,AccountId,Email,Phone,FirstName,LastName,MailingCountry,LeadSource,IsDeleted,"
                    + "CreatedDate,SystemModstamp"),
            true);
    this.deals =
        part.feed(
            "opportunity",
            EntityFormat.csv(
                "Id,AccountId,ContactId,Amount,CurrencyIsoCode,StageName,IsWon,IsClosed,CloseDate,"
                    + "Type,LossReason__c,IsDeleted,CreatedDate,SystemModstamp"),
            true);
    this.users =
        part.feed(
            "user",
            EntityFormat.csv("Id,Email,UserRoleName,UserType,IsActive,SystemModstamp"),
            true);
    this.cases = new SalesforceCases(part);
  }

  @Override
  public void company() {
    long at = part.company().calendar().at(part.company().historyStart(), 0);
    for (Company.Agent agent : part.company().agents()) {
      if (users.fixture().version(at, Feed.LAST)) {
        CsvRow row = users.csv().text(SalesforceCases.userId(agent.number())).text(agent.email());
        row.text(Company.GROUPS[agent.group()])
            .text("Standard")
            .flag(true)
            .instant(at, SalesforceCases.UTC);
        users.end();
      }
    }
  }

  @Override
  public void customer(CustomerLife life) {
    account(life.person());
    if (!life.person().hasCrm()) {
      return;
    }
    contact(life);
    for (Opportunity deal : life.opportunities()) {
      deal(life.person(), deal);
    }
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.SALESFORCE) {
        cases.write(life.person(), ticket);
      }
    }
  }

  /** The firm appears with its first contact. */
  private void account(Person person) {
    if (!person.opensAccount(part.company())) {
      return;
    }
    Draw draw = Draw.of(part.company().options().seed(), "firm".hashCode(), person.account());
    String name = Names.firm(draw);
    long renamedAt = person.acquiredAt() + draw.between(20, 900) * 86_400L;
    boolean isRenamed = draw.chance(0.15);
    accounts.record();
    if (accounts.version(person.acquiredAt(), isRenamed ? renamedAt : Feed.LAST)) {
      account(person, name, person.acquiredAt());
      accounts.end();
    }
    if (isRenamed && accounts.version(renamedAt, Feed.LAST)) {
      account(person, name + " (Holding)", renamedAt);
      accounts.end();
    }
  }

  private void account(Person person, String name, long modifiedAt) {
    CsvRow row = accounts.csv().text(person.accountId()).text(name).text(person.industry());
    row.text(person.market().country()).text(person.market().region()).empty().flag(false);
    row.instant(person.acquiredAt(), SalesforceCases.UTC)
        .instant(modifiedAt, SalesforceCases.UTC)
        .instant(modifiedAt, SalesforceCases.UTC);
  }

  private void contact(CustomerLife life) {
    contacts.record();
    String country = null;
    int last = life.changes().size() - 1;
    for (int i = 0; i <= last; i++) {
      CustomerLife.Change change = life.changes().get(i);
      if (change.country().equals(country)) {
        continue;
      }
      country = change.country();
      if (contacts.version(change.at(), nextMove(life, i))) {
        contact(life.person(), life.person().contactId(), country, change.at());
        contacts.end();
      }
    }
    Person person = life.person();
    if (contacts.bad(person.acquiredAt())) {
      boolean isShort = part.chaos().chance(0.5);
      if (isShort) {
        contacts.csv().text(SalesforceId.of("003", 800_000_000L + person.number()));
        contacts.csv().text(person.accountId()).text("cut." + person.email());
      } else {
        contact(person, null, "DE", person.acquiredAt());
      }
      contacts.endBad(isShort ? "malformed_row" : "missing_required");
    }
  }

  private static long nextMove(CustomerLife life, int from) {
    for (int i = from + 1; i < life.changes().size(); i++) {
      if (!life.changes().get(i).country().equals(life.changes().get(from).country())) {
        return life.changes().get(i).at();
      }
    }
    return Feed.LAST;
  }

  private void contact(Person person, String id, String country, long modifiedAt) {
    CsvRow row = contacts.csv().text(id).text(person.accountId()).text(person.email());
    row.text(person.phone()).text(person.first()).text(person.last()).text(country);
    row.text(person.acquisition()).flag(false);
    row.instant(person.acquiredAt(), SalesforceCases.UTC).instant(modifiedAt, SalesforceCases.UTC);
  }

  private void deal(Person person, Opportunity deal) {
    String id = SalesforceId.of("006", person.number() * 16L + deal.number());
    deals.record();
    for (int i = 0; i < deal.stages().size(); i++) {
      Opportunity.Stage stage = deal.stages().get(i);
      boolean isLast = i + 1 == deal.stages().size();
      if (deals.version(stage.at(), isLast ? Feed.LAST : deal.stages().get(i + 1).at())) {
        deal(id, person, deal, stage, null);
        deals.end();
      }
      if (isLast && deals.bad(stage.at())) {
        String badId = SalesforceId.of("006", 800_000_000L + person.number());
        Opportunity.Stage won =
            new Opportunity.Stage(stage.at(), "Closed Won", stage.closeDay(), null);
        deal(badId, person, deal, won, "1.234,50");
        deals.endBad("bad_type");
      }
    }
  }

  private void deal(
      String id, Person person, Opportunity deal, Opportunity.Stage stage, String badAmount) {
    CsvRow row = deals.csv().text(id).text(person.accountId()).text(person.contactId());
    if (badAmount == null) {
      row.money(deal.cents());
    } else {
      row.text(badAmount);
    }
    row.text(person.market().currency()).text(stage.name());
    row.flag(stage.isWon()).flag(stage.isClosed()).date(stage.closeDay());
    row.text(deal.type()).text(stage.lossReason()).flag(false);
    row.instant(deal.createdAt(), SalesforceCases.UTC).instant(stage.at(), SalesforceCases.UTC);
  }
}
