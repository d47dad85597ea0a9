package io.cxwarehouse.config;

import io.cxwarehouse.functions.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the rules by which tickets get their topics. */
final class TopicsBinder {
  private static final String KEYWORDS = "keywords";

  private TopicsBinder() {}

  static List<Settings.Topic> bind(Node root) {
    Set<String> seen = new HashSet<>();
    return root.list("topics", node -> topic(node, seen));
  }

  private static Settings.Topic topic(Node given, Set<String> seen) {
    Node node = given.withDefaults("tags = [], categories = [], fields {}, keywords {}");
    Map<String, List<String>> values = new TreeMap<>();
    values.put("tags", node.texts("tags"));
    values.put("categories", node.texts("categories"));
    Node fields = node.object("fields");
    // As sources name them; a field is the same one however its name is capitalised.
    fields.keys().forEach(name -> values.put(name.toLowerCase(Locale.ROOT), fields.texts(name)));
    values.values().removeIf(List::isEmpty);
    List<String> keywords = new ArrayList<>();
    Node languages = node.object(KEYWORDS);
    for (String language : languages.keys()) {
      for (String keyword : languages.texts(language)) {
        check(languages, language, keyword);
        keywords.add(keyword);
      }
    }
    Settings.Topic topic = new Settings.Topic(node.text("topic"), values, keywords);
    if (!seen.add(topic.topic())) {
      node.wrong("topic", "“" + topic.topic() + "” is listed twice");
    }
    if (values.isEmpty() && keywords.isEmpty()) {
      node.wrong("topic", "no tag, category, field or keyword gives it to any ticket");
    }
    return topic;
  }

  private static void check(Node node, String language, String keyword) {
    if (Words.folded(keyword).isEmpty()) {
      node.wrong(language, "“" + keyword + "” has no letter or digit");
    }
    if (keyword.strip().replaceFirst("[*]$", "").contains("*")) {
      node.wrong(language, "“" + keyword + "”: a * may stand at the end only");
    }
  }
}
