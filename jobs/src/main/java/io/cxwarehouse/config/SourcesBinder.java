package io.cxwarehouse.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads which sources deliver what, in which shape. */
final class SourcesBinder {
  private static final String SOURCE_DEFAULTS =
      """
      enabled = true, timezone = "UTC", required = false, require-marker = false, max-lag = 2 days
      max-rejected-rate = 0.05, settle-time = 0 s, pii-ids = false, entities { }
      """;
  private static final String ENTITY_DEFAULTS = "options { }, identity = [], min-rows = 0";
  private static final String COLUMN_DEFAULTS =
      "type = string, required = false, pii = false, aliases = []";
  private static final String LIMITS =
      """
      encoding = UTF-8, max-record-bytes = 16 MiB, max-field-bytes = 4 MiB
      max-expanded-bytes = 8 GiB, max-expansion-ratio = 400
      """;
  private static final String CSV_DEFAULTS =
      """
      delimiter = ",", quote = "\\"", escape = "\\"", header-rows = 1
      """;
  private static final Map<String, String> DELIMITERS =
      Map.of(
          "comma", ",", "caret", "^", "pipe", "|", "semicolon", ";", "tab", "\t", "backquote", "`");

  private SourcesBinder() {}

  static Map<String, Source> bind(Node node) {
    Map<String, Source> sources = new TreeMap<>();
    for (String name : node.keys()) {
      checkName(node, name);
      sources.put(name, source(node.object(name).withDefaults(SOURCE_DEFAULTS)));
    }
    return sources;
  }

  private static Source source(Node node) {
    return new Source(
        node.name(),
        node.flag("enabled"),
        node.parsed(
            "timezone",
            ZoneId.of("UTC"),
            SettingsBinder::zone,
            "a time zone such as Europe/Berlin"),
        node.flag("required"),
        node.flag("require-marker"),
        node.duration("max-lag"),
        node.number("max-rejected-rate", 0, 1),
        node.duration("settle-time"),
        node.flag("pii-ids"),
        node.objects("entities", SourcesBinder::entity));
  }

  private static Source.Entity entity(Node given) {
    checkName(given, given.name());
    Node node = given.withDefaults(ENTITY_DEFAULTS);
    Source.Format format = node.oneOf("format", Source.Format.class);
    List<Source.Column> columns = columns(node.object("columns"));
    return new Source.Entity(
        node.name(),
        format,
        options(node.object("options"), format),
        known(node, "key", node.texts("key"), columns, 1),
        known(node, "identity", node.texts("identity"), columns, 0),
        cursor(node, columns),
        node.integer("min-rows", 0, Integer.MAX_VALUE),
        columns);
  }

  private static Optional<String> cursor(Node node, List<Source.Column> columns) {
    Optional<String> cursor = node.optionalText("cursor");
    known(node, "cursor", cursor.stream().toList(), columns, 0);
    return cursor;
  }

  private static List<String> known(
      Node node, String key, List<String> names, List<Source.Column> columns, int atLeast) {
    List<String> known = columns.stream().map(Source.Column::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String hint =
            Spelling.nearest(name, known).map(n -> "; did you mean " + n + "?").orElse("");
        node.wrong(key, "“" + name + "” is not among the columns" + hint);
      }
    }
    if (names.size() < atLeast && node.has(key)) {
      node.wrong(key, "names no column");
    }
    return names;
  }

  private static List<Source.Column> columns(Node node) {
    List<Source.Column> columns = new ArrayList<>();
    for (String name : node.keys()) {
      columns.add(column(name, node.objectOr(name, "type").withDefaults(COLUMN_DEFAULTS)));
      if (name.startsWith("_") || !name.matches("[^\\p{Cntrl}`]{1,255}")) {
        node.wrong(name, "the name of a column must not begin with _ or hold ` or control letters");
      }
    }
    checkAliases(node, columns);
    return columns;
  }

  private static Source.Column column(String name, Node node) {
    return new Source.Column(
        name,
        node.oneOf("type", Source.ColumnType.class),
        node.flag("required"),
        node.flag("pii"),
        node.texts("aliases"));
  }

  private static void checkAliases(Node node, List<Source.Column> columns) {
    Set<String> names = new HashSet<>(columns.stream().map(Source.Column::name).toList());
    for (Source.Column column : columns) {
      for (String alias : column.aliases()) {
        if (!names.add(alias)) {
          node.wrong(column.name(), "its alias “" + alias + "” is the name of another column");
        }
      }
    }
  }

  private static Source.ReadOptions options(Node given, Source.Format format) {
    Node node = given.withDefaults(LIMITS);
    Node csv = format == Source.Format.CSV ? node.withDefaults(CSV_DEFAULTS) : null;
    Node json = format == Source.Format.JSON ? node.withDefaults("records = []") : null;
    Node limits = csv != null ? csv : json != null ? json : node;
    return new Source.ReadOptions(
        csv == null ? ',' : letter(csv, "delimiter"),
        csv == null ? '"' : letter(csv, "quote"),
        csv == null ? '"' : letter(csv, "escape"),
        csv == null ? 0 : csv.integer("header-rows", 1, 10),
        limits.parsed(
            "encoding", StandardCharsets.UTF_8, Charset::forName, "an encoding such as UTF-8"),
        json == null ? List.of() : json.texts("records"),
        limits.bytes("max-record-bytes"),
        limits.bytes("max-field-bytes"),
        limits.bytes("max-expanded-bytes"),
        limits.integer("max-expansion-ratio", 1, Integer.MAX_VALUE));
  }

  private static char letter(Node node, String key) {
    return node.parsed(
        key,
        ',',
        text -> {
          String letter = DELIMITERS.getOrDefault(text, text);
          if (letter.length() != 1) {
            throw new IllegalArgumentException(text);
          }
          return letter.charAt(0);
        },
        "a single letter, or one of " + String.join(", ", new TreeMap<>(DELIMITERS).keySet()));
  }

  private static void checkName(Node node, String name) {
    if (!name.matches(SettingsBinder.NAME)) {
      node.wrong("", "“" + name + "”: a name has small letters, digits and _ only");
    }
  }
}
