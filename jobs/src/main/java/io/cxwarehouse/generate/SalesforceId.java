package io.cxwarehouse.generate;

import io.cxwarehouse.functions.SalesforceIds;

/**
 * Salesforce's 18-character ids: key prefix, base 62 number, and three characters of case check.
 */
final class SalesforceId {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 15;
  private static final int CHUNK = 5;

  private SalesforceId() {}

  static String of(String prefix, long number) {
    char[] id = (prefix + "5g0000000000AAA").substring(0, LENGTH + 3).toCharArray();
    long left = number;
    for (int i = LENGTH - 1; i > LENGTH - 10 && left > 0; i--) {
      id[i] = BASE62.charAt((int) (left % 62));
      left /= 62;
    }
    for (int chunk = 0; chunk < 3; chunk++) {
      id[LENGTH + chunk] = SalesforceIds.check(new String(id, chunk * CHUNK, CHUNK));
    }
    return new String(id);
  }
}
