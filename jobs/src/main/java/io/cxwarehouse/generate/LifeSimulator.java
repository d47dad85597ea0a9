package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lives one customer at a time. Support comes first, since it moves what follows: bad experiences
 * raise churn and lower scores. Every aspect draws from a stream of its own.
 */
final class LifeSimulator {
  private static final int DAY = 86_400;
  private static final double MOVES_PER_DAY = 0.02 / 365;

  private final Company company;
  private final SupportLife support;
  private final SubscriptionLife subscriptions;
  private final OrderLife orders;
  private final DealLife deals;
  private final SurveyLife surveys;

  LifeSimulator(Company company) {
    this.company = company;
    this.support = new SupportLife(company);
    this.subscriptions = new SubscriptionLife(company);
    this.orders = new OrderLife(company);
    this.deals = new DealLife(company);
    this.surveys = new SurveyLife(company);
  }

  CustomerLife live(int number) {
    Person person = Person.of(company, number);
    List<Ticket> tickets = support.live(person, stream("support", number));
    Feelings feelings = new Feelings(person, tickets);
    List<Subscription> contracts = List.of();
    List<Order> sales = List.of();
    long leftAt = Long.MAX_VALUE;
    if (person.hasBilling()) {
      Draw draw = stream("subscriptions", number);
      boolean isSubscriber = draw.chance(0.6);
      if (isSubscriber) {
        contracts = subscriptions.live(person, feelings, draw);
      }
      OrderLife.Result buying = orders.live(person, isSubscriber, stream("orders", number));
      sales = buying.orders();
      leftAt = Math.max(buying.leftAt(), subscriptions.endOf(contracts));
    }
    long silentFrom = leftAt == Long.MAX_VALUE ? leftAt : leftAt + 30L * DAY;
    tickets.removeIf(ticket -> ticket.createdAt > silentFrom);
    return new CustomerLife(
        person,
        changes(person, contracts, stream("moves", number)),
        contracts,
        sales,
        person.hasCrm() || person.isWonByMarketing()
            ? deals.live(person, stream("deals", number))
            : List.of(),
        tickets,
        surveys.live(person, tickets, feelings, silentFrom, stream("surveys", number)),
        leftAt);
  }

  private Draw stream(String aspect, int customer) {
    return Draw.of(company.options().seed(), aspect.hashCode(), customer);
  }

  /** Versions of the attributes: the plan follows the subscriptions, some customers move. */
  private List<CustomerLife.Change> changes(
      Person person, List<Subscription> contracts, Draw draw) {
    record Moment(long at, Company.Market market, String plan, boolean setsPlan) {}
    List<Moment> moments = new ArrayList<>();
    for (Subscription contract : contracts) {
      for (Subscription.Version version : contract.versions()) {
        boolean isEnd = version.endReason() != null;
        moments.add(new Moment(version.knownAt(), null, isEnd ? null : version.plan(), true));
      }
    }
    long moveAt = person.acquiredAt() + (long) (DAY * draw.exponential(1 / MOVES_PER_DAY));
    if (moveAt < company.endTime()) {
      moments.add(new Moment(moveAt, draw.pick(Company.MARKETS), null, false));
    }
    moments.sort(Comparator.comparingLong(Moment::at));
    List<CustomerLife.Change> changes = new ArrayList<>();
    Company.Market market = person.market();
    String plan = null;
    changes.add(change(person.acquiredAt(), market, plan));
    for (Moment moment : moments) {
      market = moment.market() == null ? market : moment.market();
      plan = moment.setsPlan() ? moment.plan() : plan;
      long at = Math.max(moment.at(), changes.get(changes.size() - 1).at());
      changes.add(change(at, market, plan));
    }
    return changes;
  }

  private static CustomerLife.Change change(long at, Company.Market market, String plan) {
    return new CustomerLife.Change(at, market.country(), market.region(), plan);
  }
}
