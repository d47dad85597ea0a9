package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Visits of customers from the first delivered day on: web orders are bought in one, others look
 * around. Less than half let themselves be measured.
 */
final class WebLife {
  private static final int DAY = 86_400;
  private static final double MEASURED = 0.45;
  private static final double DAYS_BETWEEN_VISITS = 25;
  private static final String[][] SOURCES = {
    {"(direct)", "(none)"},
    {"google", "organic"},
    {"google", "cpc"},
    {"newsletter", "email"},
    {"linkedin.com", "referral"}
  };
  private static final double[] SOURCE_WEIGHTS = {30, 34, 18, 12, 6};

  private final Company company;

  WebLife(Company company) {
    this.company = company;
  }

  List<WebVisit> visits(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(company.options().seed(), "web".hashCode(), person.number());
    List<WebVisit> visits = new ArrayList<>();
    if (!draw.chance(MEASURED)) {
      return visits;
    }
    String browser = (100_000_000 + draw.below(900_000_000)) + "." + person.acquiredAt();
    boolean isMobile = draw.chance(0.45);
    String[] origin = SOURCES[draw.weighted(SOURCE_WEIGHTS)];
    long start = company.calendar().at((int) company.options().start().toEpochDay(), 0);
    for (Order order : life.orders()) {
      boolean isKnownAtOnce = order.knownAt() == order.orderedAt();
      if (order.channel().equals("web") && isKnownAtOnce && order.orderedAt() > start + DAY) {
        long at = order.orderedAt() - WebVisit.PURCHASE_AFTER;
        int pages = draw.between(2, 4);
        visits.add(
            new WebVisit(
                visits.size(),
                at,
                browser,
                isMobile,
                origin[0],
                origin[1],
                pages,
                true,
                true,
                order));
      }
    }
    double gap = DAY * DAYS_BETWEEN_VISITS / Math.max(0.2, person.activity());
    long end = Math.min(company.endTime(), life.leftAt());
    double at = Math.max(start, person.acquiredAt()) + draw.exponential(gap);
    while (at < end) {
      boolean hasCheckout = draw.chance(0.12);
      int pages = 1 + draw.weighted(40, 30, 20, 10);
      boolean isLoggedIn = person.hasBilling() && draw.chance(0.5);
      visits.add(
          new WebVisit(
              visits.size(),
              (long) at,
              browser,
              isMobile,
              origin[0],
              origin[1],
              pages,
              isLoggedIn,
              hasCheckout,
              null));
      at += draw.exponential(gap);
    }
    return visits;
  }
}
