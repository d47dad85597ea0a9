package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cxwarehouse.functions.ErasedKeys;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks the addresses and numbers of erased persons in text that others wrote, links included:
 * these have codes in place of some characters, and codes of codes.
 */
final class Redaction {
  static final String BLANK = "***";

  private static final String CODE = "%(?:25)*";
  private static final String BETWEEN_NAMES =
      CODE + "(?:[01]\\p{XDigit}|2[0-4689ACF]|3[A-F]|40|5[B-E]|60|7[B-F])";
  private static final Pattern EMAIL =
      coded(
          ("(%s)?((?:[\\p{L}\\p{N}._+'-]|(?!%<s)%%){1,128}"
                  + "(?:[@\uFF20]|%s40|&#0*64;|&#x0*40;|&commat;)[\\p{L}\\p{N}.-]+\\p{L}{2,})")
              .formatted(BETWEEN_NAMES, CODE));
  private static final String SEPARATOR = "(?:[ ()/.-]|" + CODE + "(?:20|28|29|2D|2E|2F))";
  private static final Pattern PHONE =
      coded(
          "(?:\\+|(?:\\b|(?<=%%(?:25){0,4}\\p{XDigit}{2}))00)%s?\\d(?:%<s{0,2}\\d){6,14}"
              .formatted(SEPARATOR));

  /** In a link a plus is a blank, and the plus of a number has a code. */
  private static final Pattern LINKED_PHONE =
      coded("%s2B(?:\\+|%s)?\\d(?:(?:\\+|%<s){0,2}\\d){6,14}".formatted(CODE, SEPARATOR));

  private static final Pattern ANY = Pattern.compile("[@\uFF20+%&]|00");
  private static final Pattern CODE_OF_A_CODE = Pattern.compile("%(?:25)+(?=\\p{XDigit}{2})");

  private final ErasedKeys erased;

  Redaction(ErasedKeys erased) {
    this.erased = erased;
  }

  /** Text, or JSON whose texts are looked at one by one; itself where nothing is found. */
  String of(String cell) {
    if (cell == null || !ANY.matcher(cell).find()) {
      return cell;
    }
    JsonNode root = FieldPath.parse(cell);
    if (root == null) {
      return text(cell);
    }
    return JsonValues.replace("", root, this::replaced) ? root.toString() : cell;
  }

  private String text(String text) {
    String masked = EMAIL.matcher(text).replaceAll(match -> same(address(match)));
    for (Pattern pattern : List.of(PHONE, LINKED_PHONE)) {
      masked = pattern.matcher(masked).replaceAll(match -> same(number(match.group())));
    }
    return masked;
  }

  private String address(MatchResult match) {
    String before = match.group(1) == null ? "" : match.group(1);
    String address = match.group(2);
    // A plus is part of an address, but a blank in a link.
    int from = address.contains("@") ? 0 : address.lastIndexOf('+') + 1;
    for (int start : new int[] {0, from}) {
      String plain = CODE_OF_A_CODE.matcher(address.substring(start)).replaceAll("%");
      if (isErased(PersonKey.EMAIL, PersonKey.email(plain))) {
        return before + address.substring(0, start) + BLANK;
      }
    }
    return match.group();
  }

  private String number(String text) {
    String plain = CODE_OF_A_CODE.matcher(text).replaceAll("%");
    String number =
        plain.startsWith("+")
            ? "+" + URLDecoder.decode(plain.substring(1), StandardCharsets.UTF_8)
            : URLDecoder.decode(plain, StandardCharsets.UTF_8);
    return isErased(PersonKey.PHONE, PersonKey.phone(number)) ? BLANK : text;
  }

  private static Pattern coded(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  private static String same(String text) {
    return Matcher.quoteReplacement(text);
  }

  private boolean isErased(String kind, String value) {
    return value != null && erased.has(kind + value);
  }

  /** Another node where a text holds something to blank. */
  private JsonNode replaced(String name, JsonNode node) {
    if (!node.isTextual()) {
      return node;
    }
    String now = of(node.asText());
    return now.equals(node.asText()) ? node : TextNode.valueOf(now);
  }
}
