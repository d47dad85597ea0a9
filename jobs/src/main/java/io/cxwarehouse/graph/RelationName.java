package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.TableId;

/**
 * A relation as queries name it: {@code silver.ticket}, {@code silver.ticket_changes}, {@code
 * bronze.zendesk_tickets}, {@code bronze.zendesk_users_versions}, {@code
 * bronze.qualtrics_responses_deliveries}, {@code config.target}.
 */
public record RelationName(String layer, String name, Kind kind) {
  private static final String CHANGES = "_changes";
  private static final String VERSIONS = "_versions";
  private static final String DELIVERIES = "_deliveries";

  enum Kind {
    WHOLE,
    CHANGES,
    VERSIONS,
    DELIVERIES
  }

  public static RelationName of(String text) {
    int dot = text.indexOf('.');
    String layer = text.substring(0, dot);
    String name = text.substring(dot + 1);
    if (name.endsWith(CHANGES)) {
      return new RelationName(
          layer, name.substring(0, name.length() - CHANGES.length()), Kind.CHANGES);
    }
    if (layer.equals("bronze") && name.endsWith(VERSIONS)) {
      return new RelationName(
          layer, name.substring(0, name.length() - VERSIONS.length()), Kind.VERSIONS);
    }
    if (layer.equals("bronze") && name.endsWith(DELIVERIES)) {
      return new RelationName(
          layer, name.substring(0, name.length() - DELIVERIES.length()), Kind.DELIVERIES);
    }
    return new RelationName(layer, name, Kind.WHOLE);
  }

  public boolean isConfig() {
    return layer.equals("config");
  }

  public boolean isBronze() {
    return layer.equals("bronze");
  }

  public boolean isComputed() {
    return layer.equals("silver") || layer.equals("gold");
  }

  public boolean isChanges() {
    return kind == Kind.CHANGES;
  }

  /** The table behind it. */
  public TableId table() {
    return TableId.of(layer + "." + name);
  }

  /** Its name without the ending that asks for changes, versions or deliveries. */
  public String base() {
    return layer + "." + name;
  }
}
