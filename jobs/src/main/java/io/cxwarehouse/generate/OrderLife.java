package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders by a BG/NBD process with gamma-gamma amounts: a customer buys at a rate of their own, and
 * after each purchase may be lost for good. Seasons thin the process.
 */
final class OrderLife {
  /** The orders, and when the customer was lost ({@code Long.MAX_VALUE}: not yet). */
  record Result(List<Order> orders, long leftAt) {}

  private static final int DAY = 86_400;
  private static final double RATE_SHAPE = 1.1;
  private static final double RATE_PER_DAY = 0.035;
  private static final double LOST_A = 0.8;
  private static final double LOST_B = 4.2;
  private static final double AMOUNT_P = 6;
  private static final double AMOUNT_Q = 4;
  private static final String[] CHANNELS = {"web", "store", "phone", "partner"};
  private static final double[] CHANNEL_WEIGHTS = {62, 16, 10, 12};

  private final Company company;

  OrderLife(Company company) {
    this.company = company;
  }

  Result live(Person person, boolean isSubscriber, Draw draw) {
    List<Order> orders = new ArrayList<>();
    if (isSubscriber && draw.chance(0.5)) {
      return new Result(orders, 0);
    }
    double meanGap = DAY / draw.gamma(RATE_SHAPE, RATE_PER_DAY / RATE_SHAPE);
    double lostChance = draw.beta(LOST_A, LOST_B);
    double spending = draw.gamma(AMOUNT_Q, 1) / (AMOUNT_Q - 1);
    long at = person.acquiredAt() + draw.between(600, 3 * 3600);
    while (at < company.endTime()) {
      orders.add(order(orders.size(), at, spending, draw));
      if (draw.chance(lostChance)) {
        return new Result(orders, at + 60L * DAY);
      }
      at = next(at, meanGap, draw);
    }
    return new Result(orders, Long.MAX_VALUE);
  }

  private long next(long from, double meanGap, Draw draw) {
    double at = from;
    do {
      at += draw.exponential(meanGap);
      if (at >= company.endTime()) {
        return Long.MAX_VALUE;
      }
    } while (!draw.chance(Company.orderDemand(company.calendar().dayOf((long) at))));
    int day = company.calendar().dayOf((long) at);
    return Math.max(from + 60, company.calendar().at(day, draw.between(7 * 3600, 22 * 3600)));
  }

  private Order order(int number, long at, double spending, Draw draw) {
    double[] weights = new double[Company.PRODUCTS.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Company.PRODUCTS[i].weight();
    }
    int product = draw.weighted(weights);
    int quantity = 1 + draw.weighted(70, 18, 8, 4);
    double noise = draw.gamma(AMOUNT_P, 1 / AMOUNT_P);
    double price = Company.PRODUCTS[product].cents() * spending * noise;
    long cents = Math.max(100, Math.round(price)) * quantity;
    if (draw.chance(0.004)) {
      cents = 0;
    }
    boolean isAhead = draw.chance(company.options().disturbances().futureOrders());
    long orderedAt = isAhead ? at + draw.between(5, 40) * (long) DAY : at;
    long promisedAt = orderedAt + draw.between(3, 6) * (long) DAY;
    long deliveredAt = orderedAt + (long) (DAY * draw.logNormal(2.6, 0.4));
    long refundedAt = 0;
    long refund = 0;
    if (cents > 0 && draw.chance(0.045)) {
      refundedAt = deliveredAt + draw.between(1, 18) * (long) DAY;
      refund = draw.chance(0.6) ? cents : Math.max(1, (long) (cents * draw.uniform()));
    }
    String channel = CHANNELS[draw.weighted(CHANNEL_WEIGHTS)];
    return new Order(
        number,
        at,
        orderedAt,
        product,
        quantity,
        cents,
        channel,
        promisedAt,
        deliveredAt,
        refundedAt,
        refund);
  }
}
