package io.cxwarehouse.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads which sources deliver what, in which shape. */
final class SourcesBinder {
  private static final String SOURCE_DEFAULTS =
      """
      enabled = true, timezone = "UTC", required = false, require-marker = false, max-lag = 2 days
      max-rejected-rate = 0.05, settle-time = 0 s, pii-ids = false, entities { }
      """;
  private static final String ENTITY_DEFAULTS =
      "options { }, identity = [], record = [], lines = [], min-rows = 0, folders { }, person { }";
  private static final String COLUMN_DEFAULTS =
      "type = string, required = false, pii = false, aliases = [], from = file";
  private static final List<String> ORIGINS =
      List.of("file", "survey-folder", "tool-folder", "export-table");
  private static final String LIMITS =
      """
      encoding = UTF-8, max-record-bytes = 16 MiB, max-field-bytes = 4 MiB
      max-expanded-bytes = 8 GiB, max-expansion-ratio = 400
      """;
  private static final String CSV_DEFAULTS =
      """
      delimiter = ",", quote = "\\"", escape = "\\"", header-rows = 1, null-texts = ["NULL", "\\\\N"]
      """;
  private static final String JSON_DEFAULTS = "records = []\n";
  private static final Map<String, String> DELIMITERS =
      Map.of(
          "comma", ",", "caret", "^", "pipe", "|", "semicolon", ";", "tab", "\t", "backquote", "`");

  private SourcesBinder() {}

  static Map<String, Source> bind(Node node, String reportingCurrency) {
    Map<String, Source> sources = new TreeMap<>();
    for (String name : node.keys()) {
      checkName(node, name);
      sources.put(name, source(node.object(name).withDefaults(SOURCE_DEFAULTS), reportingCurrency));
    }
    for (Source source : sources.values()) {
      for (Source.Entity entity : source.entities().values()) {
        for (String folder : entity.folders().keySet()) {
          if (sources.containsKey(folder)) {
            node.wrong(source.name(), "its folder " + folder + " has the name of a source");
          }
        }
      }
    }
    PersonBinder.checkTargets(node, sources);
    return sources;
  }

  private static Source source(Node node, String currency) {
    return new Source(
        node.name(),
        node.flag("enabled"),
        node.parsed("timezone", ZoneId.of("UTC"), Texts::zone, "a time zone such as Europe/Berlin"),
        currency,
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
    return entity(node, node.objects("folders", folder -> folder(folder, node)));
  }

  /** What the entity says holds for its folders too, unless they say otherwise. */
  private static Source.Folder folder(Node given, Node entity) {
    checkName(given, given.name());
    Node node = given.withDefaults(entity, "folders");
    Source.Folder folder =
        new Source.Folder(
            node.optionalParsed("timezone", Texts::zone, "a time zone such as Europe/Berlin"),
            entity(node, Map.of()));
    Set<String> columns = entity.object("columns").keys();
    for (Source.Column column : folder.entity().columns()) {
      if (!columns.contains(column.name())) {
        node.wrong("columns", "“" + column.name() + "” is not a column of the entity itself");
      }
    }
    for (String fixed : List.of("key", "identity", "record", "cursor", "lines", "person")) {
      if (given.has(fixed)) {
        node.wrong(fixed, "is the entity's, not one folder's");
      }
    }
    return folder;
  }

  private static Source.Entity entity(Node node, Map<String, Source.Folder> folders) {
    Source.Format format = node.oneOf("format", Source.Format.class);
    List<Source.Column> columns = columns(node.object("columns"));
    return new Source.Entity(
        node.name(),
        format,
        options(node.object("options"), format),
        known(node, "key", node.texts("key"), columns, 1),
        known(node, "identity", node.texts("identity"), columns, 0),
        record(node),
        known(node, "cursor", node.has("cursor") ? node.texts("cursor") : List.of(), columns, 0),
        known(node, "lines", node.texts("lines"), columns, 0),
        node.integer("min-rows", 0, Integer.MAX_VALUE),
        columns,
        folders,
        PersonBinder.bind(node.object("person"), columns));
  }

  private static List<String> record(Node node) {
    List<String> record = node.texts("record");
    if (!node.texts("key").containsAll(record)) {
      node.wrong("record", "names a column that is not in the key");
    }
    return record;
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
      if (name.startsWith("_") || !name.matches("[^\\p{Cntrl}` ,;{}()=]{1,255}")) {
        node.wrong(
            name,
            "the name of a column must not begin with _ or hold blanks, control letters or any of"
                + " ` , ; { } ( ) =; give another, and the delivered one among its aliases");
      }
    }
    checkAliases(node, columns);
    return columns;
  }

  private static Source.Column column(String name, Node node) {
    String from = node.oneOf("from", ORIGINS);
    Source.Column column =
        new Source.Column(
            name,
            node.oneOf("type", Source.ColumnType.class),
            node.flag("required"),
            node.flag("pii"),
            node.texts("aliases"),
            Source.Origin.values()[Math.max(ORIGINS.indexOf(from), 0)]);
    if (column.origin() != Source.Origin.FILE && !column.aliases().isEmpty()) {
      node.wrong("aliases", "its values come from the file’s place, not from a field");
    }
    return column;
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
    boolean isText = format == Source.Format.TEXT;
    boolean isCsv = isText || format == Source.Format.CSV;
    boolean isJson = isText || format == Source.Format.JSON;
    Node node =
        given.withDefaults(LIMITS + (isCsv ? CSV_DEFAULTS : "") + (isJson ? JSON_DEFAULTS : ""));
    return new Source.ReadOptions(
        isCsv ? letter(node, "delimiter") : ',',
        isCsv ? letter(node, "quote") : '"',
        isCsv ? letter(node, "escape") : '"',
        isCsv ? node.integer("header-rows", 1, 10) : 0,
        node.parsed(
            "encoding", StandardCharsets.UTF_8, Charset::forName, "an encoding such as UTF-8"),
        isJson ? node.texts("records") : List.of(),
        isCsv ? node.texts("null-texts") : List.of(),
        node.bytes("max-record-bytes"),
        node.bytes("max-field-bytes"),
        node.bytes("max-expanded-bytes"),
        node.integer("max-expansion-ratio", 1, Integer.MAX_VALUE));
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
    if (!name.matches(Texts.NAME)) {
      node.wrong("", "“" + name + "”: a name has small letters, digits and _ only");
    }
  }
}
