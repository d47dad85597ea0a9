package io.cxwarehouse.generate;

import io.cxwarehouse.generate.Company.Market;

/**
 * Who a customer is; what stays the same for life.
 *
 * @param account the firm; neighbouring customers share one
 * @param email the address known to billing and CRM
 * @param supportEmail the address used with support and in surveys; usually the same
 * @param phone as written into the systems, or null
 * @param mood general satisfaction, standard normal over all customers
 * @param activity how often compared with the average (mean 1)
 * @param hasBilling false: a prospect, known to the CRM only
 */
record Person(
    int number,
    int account,
    String first,
    String last,
    String email,
    String supportEmail,
    String phone,
    Market market,
    String industry,
    String acquisition,
    double mood,
    double activity,
    long acquiredAt,
    boolean hasBilling,
    boolean hasCrm) {

  static final int ACCOUNT_SIZE = 3;

  /** How many are customers of billing; the others are prospects. */
  static final double CUSTOMERS = 0.92;

  private static final int PLACEHOLDER_EVERY = 13;
  private static final int FEWEST_FOR_PLACEHOLDER = 390;

  static Person of(Company company, int number) {
    int account = number / ACCOUNT_SIZE;
    Draw firm = Draw.of(company.options().seed(), "account".hashCode(), account);
    double[] weights = new double[Company.MARKETS.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Company.MARKETS[i].weight();
    }
    Market market = Company.MARKETS[firm.weighted(weights)];
    String industry = firm.pick(Company.INDUSTRIES);
    Draw draw = Draw.of(company.options().seed(), "person".hashCode(), number);
    String first = draw.pick(Names.FIRST);
    String last = draw.pick(Names.LAST);
    String address = Names.address(first, last) + "." + number;
    String email = address + "@kunde" + account + ".example";
    String supportEmail = draw.chance(0.05) ? address + "@privat.example" : email;
    // A type of account that spoils linking: the same placeholder number in many records.
    boolean isPlaceholder =
        number % PLACEHOLDER_EVERY == 7 && company.options().customers() >= FEWEST_FOR_PLACEHOLDER;
    String phone = isPlaceholder ? "+49 30 23125 000" : phone(market, number, draw);
    double mood = draw.normal();
    double activity = draw.gamma(2, 0.5);
    boolean hasBilling = draw.chance(CUSTOMERS);
    boolean hasCrm = !hasBilling || draw.chance(0.85);
    String acquisition = Company.ACQUISITION[draw.weighted(Company.ACQUISITION_WEIGHTS)];
    return new Person(
        number,
        account,
        first,
        last,
        email,
        supportEmail,
        phone,
        market,
        industry,
        acquisition,
        mood,
        activity,
        acquiredAt(company, number),
        hasBilling,
        hasCrm);
  }

  /** Growth: later months win somewhat more customers than earlier ones. */
  static long acquiredAt(Company company, int number) {
    Draw draw = Draw.of(company.options().seed(), "acquired".hashCode(), number);
    int span = company.endDay() + 1 - company.historyStart();
    int day = company.historyStart() + (int) (span * StrictMath.pow(draw.uniform(), 0.85));
    return company.calendar().at(day, draw.between(7 * 3600, 21 * 3600));
  }

  /** Whether marketing won the customer: its CRM knows every fourth. */
  boolean isWonByMarketing() {
    return number % 4 == 1;
  }

  /** The first contact of a firm brings the firm with it. */
  boolean opensAccount(Company company) {
    int from = account * ACCOUNT_SIZE;
    int to = Math.min(from + ACCOUNT_SIZE, company.options().customers());
    for (int other = from; other < to; other++) {
      long at = other == number ? acquiredAt : acquiredAt(company, other);
      if (at < acquiredAt || (at == acquiredAt && other < number)) {
        return false;
      }
    }
    return true;
  }

  private static String phone(Market market, int number, Draw draw) {
    String[] ranges = market.phones();
    boolean hasPhone = ranges.length > 0 && draw.chance(0.7);
    if (!hasPhone) {
      return null;
    }
    String range = ranges[number % ranges.length];
    int digits = market.country().equals("FR") ? 4 : 3;
    int capacity = digits == 4 ? 10_000 : 1_000;
    int slot = number / ranges.length;
    // Beyond the ranges reserved for fiction a number would be shared: rather none.
    return slot > 0 && slot < capacity
        ? range + " " + String.format("%0" + digits + "d", slot)
        : null;
  }

  String billingId() {
    return "C-" + String.format("%06d", number + 1);
  }

  String contactId() {
    return SalesforceId.of("003", number);
  }

  String accountId() {
    return SalesforceId.of("001", account);
  }

  long zendeskId() {
    return 360_000_000_000L + number;
  }

  long organizationId() {
    return 370_000_000_000L + account;
  }
}
