package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.ResourceFolder;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What decides a table's contents beside its inputs' rows: its queries, its and its inputs'
 * columns, the settings that it reads, our SQL functions with Java's rules of time zones, vendors'
 * lists, and the key of pseudonyms. Another fingerprint rebuilds the table.
 */
public final class Fingerprints {
  private final Relations relations;
  private final Map<String, Object> parameters;
  private final String functions;
  private final Map<TableId, String> known = new ConcurrentHashMap<>();

  /**
   * @param keyId tells one pseudonym key from another without giving it away
   * @param zoneData the release of the rules of time zones
   */
  public Fingerprints(
      Relations relations, Map<String, Object> parameters, String keyId, String zoneData) {
    this.relations = relations;
    this.parameters = parameters;
    this.functions =
        classes("io/cxwarehouse/functions")
            + contents("vendor-lists", ".csv")
            + Runtime.version().feature()
            + zoneData
            + keyId;
  }

  public String of(Graph.Node node) {
    return known.computeIfAbsent(node.id(), id -> compute(node));
  }

  private String compute(Graph.Node node) {
    StringBuilder text = new StringBuilder(node.definition().text()).append(functions);
    node.inputs().forEach(input -> text.append('\n').append(relations.text(input)));
    if (node.step() instanceof SqlStep sql) {
      for (String name : sql.parameters()) {
        if (!isAsOf(name)) {
          text.append('\n').append(name).append('=').append(parameters.get(name));
        }
      }
    } else {
      text.append(classes(node.step().getClass().getPackageName().replace('.', '/')));
      parameters.forEach(
          (name, value) -> {
            if (!isAsOf(name)) {
              text.append('\n').append(name).append('=').append(value);
            }
          });
    }
    return sha256(text.toString());
  }

  /** Whether the table is computed anew on each as_of. */
  public static boolean readsAsOf(Graph.Node node) {
    return node.step() instanceof SqlStep sql
        ? sql.parameters().stream().anyMatch(Fingerprints::isAsOf)
        : node.definition().spec().asOfColumn().isPresent() && node.step().movesWithDays();
  }

  /** Whether its rows may be others on another date, though its inputs stay. */
  public static boolean maySeeAsOf(Graph.Node node) {
    return !(node.step() instanceof SqlStep) || readsAsOf(node);
  }

  private static boolean isAsOf(String parameter) {
    return parameter.equals("as_of") || parameter.equals("as_of_end");
  }

  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String classes(String folder) {
    return contents(folder, ".class");
  }

  private static String contents(String folder, String ending) {
    MessageDigest digest = digest();
    try {
      List<byte[]> files = ResourceFolder.contents(folder, ending);
      files.forEach(digest::update);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
