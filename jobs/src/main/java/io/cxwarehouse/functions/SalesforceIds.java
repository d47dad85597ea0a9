package io.cxwarehouse.functions;

import java.util.regex.Pattern;

/**
 * Ids of Salesforce have 15 characters, of which the case counts, and three more that tell the case
 * of these. Pages and reports show the first 15, interfaces give all 18: both are one id.
 */
public final class SalesforceIds {
  private static final String CASES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int SHORT = 15;
  private static final int CHUNK = 5;

  /** Prefixes of standard objects: 003 is a contact, 001 an account, 00Q a lead, 500 a case. */
  private static final Pattern STANDARD =
      Pattern.compile("(?:0[01][0-9A-Za-z]|500|701)[0-9A-Za-z]{12}");

  private SalesforceIds() {}

  /**
   * The id with all 18 characters; any other text as it is. Numbers of 15 digits are others' ids:
   * Salesforce's have letters, since they name the instance.
   */
  public static String full(String id) {
    if (id.length() != SHORT
        || !STANDARD.matcher(id).matches()
        || id.chars().allMatch(Character::isDigit)) {
      return id;
    }
    StringBuilder full = new StringBuilder(id);
    for (int chunk = 0; chunk < SHORT; chunk += CHUNK) {
      full.append(check(id.substring(chunk, chunk + CHUNK)));
    }
    return full.toString();
  }

  /** Tells which of five characters are capitals. */
  public static char check(String chunk) {
    int capitals = 0;
    for (int i = 0; i < CHUNK; i++) {
      if (chunk.charAt(i) >= 'A' && chunk.charAt(i) <= 'Z') {
        capitals |= 1 << i;
      }
    }
    return CASES.charAt(capitals);
  }
}
