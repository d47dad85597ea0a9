package io.cxwarehouse.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads whom the rows of an entity are about. */
final class PersonBinder {
  private static final String DEFAULTS =
      "emails = [], phones = [], country = [], ids { }, requester = [], references = [],"
          + " follows { }, devices = [], accounts = [], mentions { }";

  /** Delivered fields that no column takes. */
  private static final String RESCUED = "_rescued";

  private PersonBinder() {}

  static Source.Person bind(Node given, List<Source.Column> columns) {
    Node node = given.withDefaults(DEFAULTS);
    List<String> known = columns.stream().map(Source.Column::name).toList();
    return new Source.Person(
        paths(node, "emails", node.texts("emails"), known),
        paths(node, "phones", node.texts("phones"), known),
        paths(node, "country", node.texts("country"), known),
        targets(node, "ids", known),
        paths(node, "requester", node.texts("requester"), known),
        paths(node, "references", node.texts("references"), known),
        targets(node, "follows", known),
        paths(node, "devices", node.texts("devices"), known),
        paths(node, "accounts", node.texts("accounts"), known),
        targets(node, "mentions", known));
  }

  private static Map<String, String> targets(Node node, String key, List<String> known) {
    Node paths = node.object(key);
    Map<String, String> targets = new TreeMap<>();
    paths.keys().forEach(path -> targets.put(path, paths.text(path)));
    paths(node, key, targets.keySet(), known);
    return targets;
  }

  private static List<String> paths(
      Node node, String key, Collection<String> paths, List<String> known) {
    for (String path : paths) {
      String column = path.split("[.\\[]", 2)[0];
      if (!known.contains(column) && !column.equals(RESCUED)) {
        String hint =
            Spelling.nearest(column, known).map(n -> "; did you mean " + n + "?").orElse("");
        node.wrong(key, "“" + column + "” is not among the columns" + hint);
      }
    }
    return List.copyOf(paths);
  }

  /** Sources and entities that are named must be there. */
  static void checkTargets(Node node, Map<String, Source> sources) {
    for (Source source : sources.values()) {
      for (Source.Entity entity : source.entities().values()) {
        String place = source.name() + ".entities." + entity.name() + ".person";
        for (Map<String, String> ids : List.of(entity.person().ids(), entity.person().mentions())) {
          for (String target : ids.values()) {
            if (!sources.containsKey(target) && !target.equals(Source.Person.FULL_NAMES)) {
              node.wrong(place, "“" + target + "” is no source");
            }
          }
        }
        for (String target : entity.person().follows().values()) {
          if (!isRecord(source, target.split("[.]", 2))) {
            node.wrong(
                place, "“" + target + "” is neither an entity of the source nor one's column");
          }
        }
      }
    }
  }

  private static boolean isRecord(Source source, String[] target) {
    Source.Entity entity = source.entities().get(target[0]);
    return entity != null
        && (target.length == 1
            || entity.columns().stream().anyMatch(column -> column.name().equals(target[1])));
  }
}
