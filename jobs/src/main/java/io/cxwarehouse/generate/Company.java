package io.cxwarehouse.generate;

import java.time.LocalDate;
import java.util.List;

/** What all customers share: the calendar, the staff, the catalogue, the markets. */
final class Company {
  /** A market; phone prefixes are ranges reserved for fiction. */
  record Market(String country, String region, String currency, double weight, String[] phones) {}

  /** What customers write about, and what happens to their score of it. */
  record Topic(String tag, String subject, String type, int group, double weight) {}

  record Product(String name, int cents, double weight) {}

  record Agent(int number, String name, String email, int group, double pace) {}

  static final Market[] MARKETS = {
    market("DE", "DACH", "EUR", 40, "+49 30 23125", "+49 69 90009", "+49 40 66969", "+49 89 99998"),
    market("AT", "DACH", "EUR", 8),
    market("CH", "DACH", "CHF", 8),
    market("FR", "West", "EUR", 14, "+33 1 99 00", "+33 6 39 98"),
    market("GB", "North", "GBP", 14, "+44 7700 900", "+44 20 7946 0"),
    market("NL", "West", "EUR", 6),
    market("US", "Overseas", "USD", 10)
  };
  static final String[] INDUSTRIES = {
    "Retail", "Manufacturing", "Software", "Healthcare", "Education", "Logistics", "Finance"
  };
  static final String[] ACQUISITION = {"organic", "paid", "referral", "partner", "event"};
  static final double[] ACQUISITION_WEIGHTS = {34, 28, 18, 14, 6};
  static final String[] PLANS = {"basic", "pro", "enterprise"};
  static final double[] PLAN_WEIGHTS = {52, 36, 12};
  static final int[] PLAN_CENTS = {2_900, 7_900, 24_900};
  static final String[] GROUPS = {"First line", "Technical support", "Billing desk", "Logistics"};
  static final String[] BRANDS = {"Nordwind", "Nordwind Business"};
  static final long SCHEDULE_ID = 501;
  static final Topic[] TOPICS = {
    new Topic("delivery", "Where is my order?", "question", 3, 20),
    new Topic("invoice", "Question about my invoice", "question", 2, 16),
    new Topic("login", "Cannot log in", "incident", 0, 14),
    new Topic("defect", "Device does not start", "problem", 1, 13),
    new Topic("return", "How do I return an item?", "question", 3, 11),
    new Topic("upgrade", "Change my plan", "task", 2, 9),
    new Topic("bug", "Error when saving a report", "incident", 1, 10),
    new Topic("howto", "How do I set up an integration?", "question", 0, 7)
  };
  static final Product[] PRODUCTS = {
    new Product("Sensor S1", 4_900, 30),
    new Product("Sensor S2 Pro", 9_900, 18),
    new Product("Gateway G1", 14_900, 14),
    new Product("Cable set", 1_900, 24),
    new Product("Service hour", 8_900, 14)
  };

  /** December and January are busy, summer is quiet. */
  private static final double[] ORDER_SEASON = {
    0.85, 0.9, 1.0, 1.0, 0.98, 0.95, 0.85, 0.85, 1.0, 1.05, 1.3, 1.35
  };

  private static final double[] TICKET_SEASON = {
    1.25, 1.05, 1.0, 0.97, 0.95, 0.92, 0.85, 0.85, 0.98, 1.0, 1.08, 1.2
  };
  private static final double[] TICKET_WEEKDAY = {1.25, 1.15, 1.1, 1.05, 1.0, 0.4, 0.3};
  private static final int FX_LEAD_DAYS = 14;

  private final GeneratorOptions options;
  private final BusinessCalendar calendar;
  private final DeliverySchedule schedule;
  private final List<Agent> agents;
  private final int historyStart;

  Company(GeneratorOptions options) {
    this.options = options;
    this.schedule = new DeliverySchedule(options);
    this.historyStart = (int) options.start().toEpochDay() - options.historyDays();
    this.calendar =
        new BusinessCalendar(
            options.zone(),
            options.start().minusDays(options.historyDays() + FX_LEAD_DAYS),
            options.end().plusDays(800));
    Agent[] staff = new Agent[12 + options.customers() / 400];
    for (int i = 0; i < staff.length; i++) {
      Draw draw = Draw.of(options.seed(), "agents".hashCode(), i);
      String first = draw.pick(Names.FIRST);
      String last = draw.pick(Names.LAST);
      String email = Names.address(first, last) + "." + (i + 1) + "@support.nordwind.example";
      staff[i] = new Agent(i, first + " " + last, email, i % GROUPS.length, draw.logNormal(1, 0.3));
    }
    this.agents = List.of(staff);
  }

  private static Market market(
      String country, String region, String currency, double weight, String... phones) {
    return new Market(country, region, currency, weight, phones);
  }

  GeneratorOptions options() {
    return options;
  }

  BusinessCalendar calendar() {
    return calendar;
  }

  DeliverySchedule schedule() {
    return schedule;
  }

  List<Agent> agents() {
    return agents;
  }

  int historyStart() {
    return historyStart;
  }

  /** First day with exchange rates: somewhat before the first business. */
  int ratesStart() {
    return historyStart - FX_LEAD_DAYS;
  }

  int endDay() {
    return (int) options.end().toEpochDay();
  }

  /** The instant after the last delivered day. */
  long endTime() {
    return calendar.at(endDay() + 1, 0);
  }

  /** Customers of billing whom a channel is likely to win in all days. */
  double wonBy(String channel) {
    double all = 0;
    for (double weight : ACQUISITION_WEIGHTS) {
      all += weight;
    }
    double weight = ACQUISITION_WEIGHTS[List.of(ACQUISITION).indexOf(channel)];
    return options.customers() * Person.CUSTOMERS * weight / all;
  }

  Agent agentOf(int group, Draw draw) {
    int perGroup = (agents.size() - group + GROUPS.length - 1) / GROUPS.length;
    return agents.get(group + GROUPS.length * draw.below(perGroup));
  }

  /** Demand for orders on a day, 1 at most. */
  static double orderDemand(int day) {
    return ORDER_SEASON[LocalDate.ofEpochDay(day).getMonthValue() - 1] / 1.35;
  }

  /** Demand for support on a day, 1 at most. */
  static double supportDemand(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return TICKET_SEASON[date.getMonthValue() - 1]
        * TICKET_WEEKDAY[date.getDayOfWeek().getValue() - 1]
        / (1.25 * 1.25);
  }
}
