package io.cxwarehouse.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a text and its fields are about, by rules: {@code [{"topic", "values": {field: [value]},
 * "keywords": [word]}]}. Each word of a text is looked up once, however many rules there are.
 */
public final class Topics {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rules already read; a warehouse has one text of them. */
  private static final ConcurrentHashMap<UTF8String, Topics> READ = new ConcurrentHashMap<>();

  /** A keyword of a rule, word by word; of the last one perhaps only its beginning. */
  private record Keyword(int rule, List<String> words, boolean isBeginning) {
    boolean standsAt(String[] text, int position) {
      int last = words.size() - 1;
      if (position + last >= text.length) {
        return false;
      }
      for (int i = 0; i < last; i++) {
        if (!words.get(i).equals(text[position + i])) {
          return false;
        }
      }
      String end = text[position + last];
      return isBeginning ? end.startsWith(words.get(last)) : end.equals(words.get(last));
    }
  }

  private final List<UTF8String> topics = new ArrayList<>();
  private final Map<String, Map<String, BitSet>> byField = new HashMap<>();
  private final Map<String, List<Keyword>> byWord = new HashMap<>();
  private final Map<String, List<Keyword>> byBeginning = new HashMap<>();
  private final TreeSet<Integer> beginnings = new TreeSet<>();

  private Topics(JsonNode rules) {
    for (JsonNode rule : rules) {
      int number = topics.size();
      topics.add(UTF8String.fromString(rule.path("topic").asText()));
      rule.path("values")
          .fields()
          .forEachRemaining(
              field -> {
                Map<String, BitSet> values =
                    byField.computeIfAbsent(field.getKey(), name -> new HashMap<>());
                field
                    .getValue()
                    .forEach(
                        value ->
                            values
                                .computeIfAbsent(Words.folded(value.asText()), v -> new BitSet())
                                .set(number));
              });
      rule.path("keywords").forEach(keyword -> add(number, keyword.asText().strip()));
    }
  }

  private void add(int rule, String text) {
    boolean isBeginning = text.endsWith("*");
    Keyword keyword = new Keyword(rule, List.of(Words.folded(text).split(" ")), isBeginning);
    String first = keyword.words().get(0);
    boolean isBegun = isBeginning && keyword.words().size() == 1;
    if (isBegun) {
      beginnings.add(first.length());
    }
    (isBegun ? byBeginning : byWord).computeIfAbsent(first, word -> new ArrayList<>()).add(keyword);
  }

  /**
   * {@code topics_of(rules, fields, values, text)}: fields side by side with their values, a field
   * as often as it has some; in the order of the rules; null where none fits.
   */
  public static ArrayData of(
      UTF8String rules, ArrayData fields, ArrayData values, UTF8String text) {
    Topics topics = READ.get(rules);
    if (topics == null) {
      topics = parse(rules.toString());
      READ.put(rules.clone(), topics); // Spark reuses the bytes behind the argument
    }
    BitSet found = new BitSet();
    topics.findValues(fields, values, found);
    topics.findKeywords(text.toString(), found);
    return found.isEmpty()
        ? null
        : new GenericArrayData(found.stream().mapToObj(topics.topics::get).toArray());
  }

  private static Topics parse(String rules) {
    try {
      return new Topics(JSON.readTree(rules));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("rules of topics that are no JSON", e);
    }
  }

  private void findValues(ArrayData fields, ArrayData values, BitSet found) {
    for (int i = 0; i < fields.numElements(); i++) {
      if (fields.isNullAt(i) || values.isNullAt(i)) {
        continue;
      }
      Map<String, BitSet> known =
          byField.get(fields.getUTF8String(i).toString().toLowerCase(Locale.ROOT));
      BitSet rules =
          known == null ? null : known.get(Words.folded(values.getUTF8String(i).toString()));
      if (rules != null) {
        found.or(rules);
      }
    }
  }

  private void findKeywords(String text, BitSet found) {
    String[] words = Words.folded(text).split(" ");
    for (int i = 0; i < words.length; i++) {
      mark(byWord.get(words[i]), words, i, found);
      for (int length : beginnings.headSet(words[i].length(), true)) {
        mark(byBeginning.get(words[i].substring(0, length)), words, i, found);
      }
    }
  }

  private static void mark(List<Keyword> keywords, String[] words, int position, BitSet found) {
    if (keywords != null) {
      for (Keyword keyword : keywords) {
        if (keyword.standsAt(words, position)) {
          found.set(keyword.rule());
        }
      }
    }
  }
}
