package io.cxwarehouse.config;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code publish}: where readers get what was computed. */
final class PublishBinder {
  private PublishBinder() {}

  static Settings.Publish bind(Node node) {
    Node postgres = node.object("postgres");
    Collection<Settings.Export> exports = node.objects("exports", PublishBinder::export).values();
    Set<String> paths = new TreeSet<>();
    for (Settings.Export export : exports) {
      if (!paths.add(export.path())) {
        node.wrong(
            "exports",
            "“" + export.path() + "” is the path of two; each removes the other's files");
      }
    }
    return new Settings.Publish(
        node.oneOf("on-check-failure", Settings.OnCheckFailure.class),
        new Settings.Postgres(
            postgres.secret("url").filter(url -> !url.isBlank()),
            postgres.optionalText("user"),
            postgres.secret("password"),
            postgres.text("schema", Texts.NAME, "small letters, digits and _"),
            postgres.text("reader-role", Texts.NAME, "small letters, digits and _")),
        List.copyOf(exports));
  }

  private static Settings.Export export(Node node) {
    List<String> tables = node.texts("tables");
    for (String table : tables) {
      if (!table.matches("gold\\." + Texts.NAME)) {
        node.wrong("tables", "“" + table + "” is no table of gold; only those leave the warehouse");
      }
    }
    return new Settings.Export(
        node.name(), tables, node.oneOf("format", List.of("csv", "parquet")), node.text("path"));
  }
}
