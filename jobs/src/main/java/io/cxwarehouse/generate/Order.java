package io.cxwarehouse.generate;

/**
 * A sale, and the refund of it if there was one.
 *
 * @param knownAt when it was entered; before {@code orderedAt} for orders dated ahead
 * @param deliveredAt 0 while not delivered
 * @param refundedAt 0 unless refunded
 */
record Order(
    int number,
    long knownAt,
    long orderedAt,
    int product,
    int quantity,
    long cents,
    String channel,
    long promisedAt,
    long deliveredAt,
    long refundedAt,
    long refundCents) {}
