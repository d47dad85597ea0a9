package io.cxwarehouse.generate;

import io.cxwarehouse.generate.Subscription.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Contracts of a customer: renewals, changes of plan, cancellation, failed payment, return. */
final class SubscriptionLife {
  private static final int NOON = 12 * 3600;
  private static final double CHURN_PER_MONTH = 0.033;
  private static final double CHURN_PER_YEAR = 0.2;

  /** Who comes back, and after how many days. */
  static final double RETURNS = 0.15;

  static final int RETURNS_FROM = 20;
  static final int RETURNS_UNTIL = 150;

  private static final double UPGRADE_PER_MONTH = 0.018;
  private static final double DOWNGRADE_PER_MONTH = 0.006;
  private static final String[] REASONS = {
    "too_expensive", "missing_feature", "competitor", "no_longer_needed"
  };

  private final Company company;

  SubscriptionLife(Company company) {
    this.company = company;
  }

  List<Subscription> live(Person person, Feelings feelings, Draw draw) {
    List<Subscription> contracts = new ArrayList<>();
    int plan = draw.weighted(Company.PLAN_WEIGHTS);
    int start = company.calendar().dayOf(person.acquiredAt()) + draw.below(8);
    boolean isYearly = draw.chance(0.25);
    while (start <= company.endDay()) {
      int end = run(contracts, start, plan, isYearly, feelings, draw);
      boolean returns = end <= company.endDay() && draw.chance(RETURNS);
      if (!returns) {
        break;
      }
      start = end + draw.between(RETURNS_FROM, RETURNS_UNTIL);
      isYearly = false;
    }
    return contracts;
  }

  /** One unbroken time as a subscriber, over changes of plan; returns its end day. */
  private int run(
      List<Subscription> contracts,
      int firstDay,
      int firstPlan,
      boolean isYearly,
      Feelings feelings,
      Draw draw) {
    int plan = firstPlan;
    List<Version> versions = begin(contracts, firstDay, plan, isYearly);
    for (int month = 1; ; month++) {
      int day = (int) LocalDate.ofEpochDay(firstDay).plusMonths(month).toEpochDay();
      if (day > company.endDay() + 40) {
        return Subscription.OPEN;
      }
      if (isYearly && month % 12 != 0) {
        continue;
      }
      double support = feelings.afterSupport(at(day));
      if (draw.chance(churnChance(isYearly, feelings.mood(), support))) {
        return end(versions, day, support, draw);
      }
      int wanted = plan;
      if (draw.chance(UPGRADE_PER_MONTH)) {
        wanted = Math.min(plan + 1, Company.PLANS.length - 1);
      } else if (draw.chance(DOWNGRADE_PER_MONTH)) {
        wanted = Math.max(plan - 1, 0);
      }
      if (wanted != plan && day <= company.endDay()) {
        plan = wanted;
        versions = change(contracts, versions, day, plan, isYearly, draw);
      }
    }
  }

  /** The chance that a contract ends at the end of one of its intervals. */
  static double churnChance(boolean isYearly, double mood, double support) {
    double hazard = isYearly ? CHURN_PER_YEAR : CHURN_PER_MONTH;
    return Math.min(0.6, hazard * StrictMath.exp(-0.4 * mood - 0.9 * support));
  }

  private List<Version> begin(
      List<Subscription> contracts, int startDay, int plan, boolean isYearly) {
    List<Version> versions = new ArrayList<>();
    versions.add(version(startDay, plan, isYearly));
    contracts.add(new Subscription(contracts.size(), isYearly, versions));
    return versions;
  }

  /** Some systems end one contract and begin another, some rewrite the contract: both occur. */
  private List<Version> change(
      List<Subscription> contracts,
      List<Version> versions,
      int day,
      int plan,
      boolean isYearly,
      Draw draw) {
    if (draw.chance(0.5)) {
      versions.add(version(day, plan, isYearly));
      return versions;
    }
    Version before = versions.get(versions.size() - 1);
    versions.add(
        new Version(
            at(day), before.startDay(), before.plan(), before.cents(), day, null, "plan_change"));
    return begin(contracts, day, plan, isYearly);
  }

  private int end(List<Version> versions, int day, double support, Draw draw) {
    Version last = versions.get(versions.size() - 1);
    boolean isPaymentFailure = draw.chance(0.28);
    // Cancelling comes before the period's end; a failed payment is given up two weeks after.
    int knownDay = isPaymentFailure ? day + 14 : day - draw.between(1, 20);
    String reason = support < -0.4 && draw.chance(0.7) ? "bad_support" : draw.pick(REASONS);
    versions.add(
        new Version(
            Math.max(at(knownDay), last.knownAt() + 1),
            last.startDay(),
            last.plan(),
            last.cents(),
            day,
            isPaymentFailure ? "involuntary" : "voluntary",
            isPaymentFailure ? "payment_failed" : reason));
    return day;
  }

  private Version version(int startDay, int plan, boolean isYearly) {
    long cents = Company.PLAN_CENTS[plan] * (isYearly ? 10L : 1L);
    return new Version(
        at(startDay), startDay, Company.PLANS[plan], cents, Subscription.OPEN, null, null);
  }

  private long at(int day) {
    return company.calendar().at(day, NOON);
  }

  /** When the last contract ended; the beginning of time if there was none. */
  long endOf(List<Subscription> contracts) {
    long end = 0;
    for (Subscription contract : contracts) {
      int day = contract.last().endDay();
      boolean isOpen = day == Subscription.OPEN || day > company.endDay();
      end = Math.max(end, isOpen ? Long.MAX_VALUE : at(day));
    }
    return end;
  }
}
