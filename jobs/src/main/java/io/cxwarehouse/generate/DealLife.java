package io.cxwarehouse.generate;

import io.cxwarehouse.generate.Opportunity.Stage;
import java.util.ArrayList;
import java.util.List;

/** Deals of a CRM contact: prospects have one, few customers another; marketing's CRM has more. */
final class DealLife {
  private static final int DAY = 86_400;
  private static final String[] STAGES = {"Prospecting", "Qualification", "Proposal/Price Quote"};
  private static final String[] LOSSES = {"Price", "Competitor", "No decision", "Timing"};

  private final Company company;

  DealLife(Company company) {
    this.company = company;
  }

  List<Opportunity> live(Person person, Draw draw) {
    List<Opportunity> deals = new ArrayList<>();
    double chance = person.hasBilling() ? 0.08 : 0.7;
    if (!draw.chance(person.hasCrm() ? chance : 0.4)) {
      return deals;
    }
    long at = person.acquiredAt() + draw.between(3600, 20 * DAY);
    long createdAt = at;
    List<Stage> stages = new ArrayList<>();
    int expected = company.calendar().dayOf(at) + draw.between(30, 75);
    for (String name : STAGES) {
      stages.add(new Stage(at, name, expected, null));
      at = company.calendar().afterWork(at + DAY * (long) draw.between(4, 20), 3600);
    }
    // Prospects are those who did not buy: their deals are lost or still open.
    boolean isWon = person.hasBilling() && draw.chance(0.55);
    String loss = isWon ? null : draw.pick(LOSSES);
    stages.add(
        new Stage(at, isWon ? "Closed Won" : "Closed Lost", company.calendar().dayOf(at), loss));
    long cents = Math.round(draw.gamma(3, 60_000));
    String type = person.hasBilling() ? "Existing Business" : "New Business";
    deals.add(new Opportunity(0, createdAt, cents, type, stages));
    return deals;
  }
}
