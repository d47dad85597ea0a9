package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cxwarehouse.functions.ErasedKeys;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blanks the addresses and numbers of erased persons in text that others wrote. */
final class Redaction {
  private static final String BLANK = "***";
  private static final Pattern EMAIL =
      Pattern.compile("[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}.-]+\\p{L}{2,}");
  private static final Pattern PHONE =
      Pattern.compile("(?:\\+|\\b00)\\(?\\d(?:[ ()/.-]{0,2}\\d){6,14}");

  private final ErasedKeys erased;

  Redaction(ErasedKeys erased) {
    this.erased = erased;
  }

  /** Text, or JSON whose texts are looked at one by one; itself where nothing is found. */
  String of(String cell) {
    if (cell == null || (cell.indexOf('@') < 0 && cell.indexOf('+') < 0 && !cell.contains("00"))) {
      return cell;
    }
    JsonNode root = FieldPath.parse(cell);
    if (root == null) {
      return text(cell);
    }
    return inside(root) ? root.toString() : cell;
  }

  private String text(String text) {
    String masked =
        EMAIL
            .matcher(text)
            .replaceAll(
                match ->
                    isErased(PersonsOf.EMAIL, PersonsOf.email(match.group()))
                        ? BLANK
                        : same(match.group()));
    return PHONE
        .matcher(masked)
        .replaceAll(
            match ->
                isErased(PersonsOf.PHONE, PersonsOf.phone(match.group()))
                    ? BLANK
                    : same(match.group()));
  }

  private static String same(String text) {
    return Matcher.quoteReplacement(text);
  }

  private boolean isErased(String kind, String value) {
    return value != null && erased.has(kind + value);
  }

  /** Whether anything below was blanked. */
  private boolean inside(JsonNode node) {
    boolean isChanged = false;
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode now = replaced(field.getValue());
        isChanged |= now != field.getValue() || inside(field.getValue());
        field.setValue(now);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode now = replaced(array.get(i));
        isChanged |= now != array.get(i) || inside(array.get(i));
        array.set(i, now);
      }
    }
    return isChanged;
  }

  /** Another node where a text holds something to blank. */
  private JsonNode replaced(JsonNode node) {
    if (!node.isTextual()) {
      return node;
    }
    String now = of(node.asText());
    return now.equals(node.asText()) ? node : TextNode.valueOf(now);
  }
}
