package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Phones;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks what names erased persons in the columns of a row that nobody described. Nothing says what
 * they hold: their names tell which may be ids, and long ids are nobody else's by chance.
 */
final class UndeclaredCells {
  private static final Pattern ID_NAME =
      Pattern.compile("(?:^|[^A-Za-z])(?:id|Id|ID)[sS]?$|[a-z]I[dD]s?$");
  private static final Pattern WORD = Pattern.compile("[^\\s;,|\"']+");
  private static final int LONG_ID = 12;
  private static final int LONGEST_NUMBER = 60;

  private final ErasedKeys erased;
  private final Redaction redaction;
  private final Set<String> sources;
  private final String country;

  /**
   * Of one row.
   *
   * @param sources whose ids may stand there
   * @param country in which numbers without a country code are read; null: nowhere
   */
  UndeclaredCells(ErasedKeys erased, Redaction redaction, Set<String> sources, String country) {
    this.erased = erased;
    this.redaction = redaction;
    this.sources = sources;
    this.country = country;
  }

  /** The JSON of all such columns without that; itself where there is none. */
  String without(String json) {
    JsonNode root = json == null ? null : FieldPath.parse(json);
    if (root == null) {
      return redaction.of(json);
    }
    return JsonValues.replace("", root, this::replaced) ? root.toString() : json;
  }

  private JsonNode replaced(String name, JsonNode node) {
    if (node.isContainerNode() || node.isNull()) {
      return node;
    }
    String now = text(name, node.asText());
    return now.equals(node.asText()) ? node : TextNode.valueOf(now);
  }

  private String text(String name, String text) {
    JsonNode inner = FieldPath.parse(text);
    if (inner != null) {
      return JsonValues.replace(name, inner, this::replaced) ? inner.toString() : text;
    }
    List<String> addresses = Emails.all(text);
    List<String> numbers = text.length() > LONGEST_NUMBER ? List.of() : Phones.all(text, country);
    boolean isWhole =
        (addresses.size() == 1 && erased.has(PersonKey.EMAIL + addresses.get(0)))
            || (numbers.size() == 1 && erased.has(PersonKey.PHONE + numbers.get(0)));
    if (isWhole) {
      return Redaction.BLANK;
    }
    boolean isId = ID_NAME.matcher(name.strip()).find();
    String now =
        WORD.matcher(text)
            .replaceAll(
                word ->
                    Matcher.quoteReplacement(
                        isGone(word.group(), isId) ? Redaction.BLANK : word.group()));
    return redaction.of(now);
  }

  private boolean isGone(String word, boolean isId) {
    String source = IdText.source(word);
    if (!source.isEmpty() && isErased(id(source, word.substring(word.indexOf(':') + 1)))) {
      return true;
    }
    return (isId || word.length() >= LONG_ID)
        && sources.stream().anyMatch(own -> isErased(id(own, word)));
  }

  private boolean isErased(String id) {
    return PersonKey.isErased(erased, id);
  }

  private static String id(String source, String text) {
    return PersonKey.ID + source + ":" + NativeIds.normalize(text);
  }
}
