package io.cxwarehouse.generate;

/**
 * A visit of the website by somebody who let it be measured.
 *
 * @param second of its session's id and of its first event
 * @param browser the tools' id of the browser
 * @param isLoggedIn the website knows the customer
 * @param order what was bought in it, or null
 */
record WebVisit(
    int number,
    long at,
    String browser,
    boolean isMobile,
    String source,
    String medium,
    int pages,
    boolean isLoggedIn,
    boolean hasCheckout,
    Order order) {

  static final int CHECKOUT_AFTER = 150;
  static final int PURCHASE_AFTER = 240;

  boolean isEngaged() {
    return pages > 1 || hasCheckout;
  }
}
