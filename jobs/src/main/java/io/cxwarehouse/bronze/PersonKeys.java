package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Phones;
import io.cxwarehouse.functions.Pseudonym;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads from a row's cells the keys of the persons whom it names as its own. */
final class PersonKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PersonFields entity;
  private final Map<String, Integer> index = new TreeMap<>();

  PersonKeys(PersonFields entity) {
    this.entity = entity;
    entity.columns().forEach(column -> index.put(column, index.size()));
    this.index.put("_rescued", entity.columns().size());
  }

  /** The persons whom a row names as its own. */
  Set<String> of(List<String> cells) {
    Set<String> keys = new LinkedHashSet<>();
    for (FieldPath path : entity.emails()) {
      path.values(cell(cells, path))
          .forEach(
              text -> Emails.all(text).forEach(address -> keys.add(PersonKey.EMAIL + address)));
    }
    String country = country(cells);
    for (FieldPath path : entity.phones()) {
      path.values(cell(cells, path))
          .forEach(
              text ->
                  Phones.all(text, country).forEach(number -> keys.add(PersonKey.PHONE + number)));
    }
    for (PersonFields.Id id : entity.ids()) {
      split(id.path(), cells, id.source()).forEach(value -> addId(keys, id.source(), value));
    }
    for (PersonFields.Id id : entity.requester()) {
      List<String> values = split(id.path(), cells, id.source());
      if (!values.isEmpty()) {
        values.forEach(value -> addId(keys, id.source(), value));
        break;
      }
    }
    for (PersonFields.Field field : entity.fields()) {
      if (entity.tool() < 0 || field.source().equals(cells.get(entity.tool()))) {
        entity.references().forEach(path -> addReferences(keys, path, field, cells));
      }
    }
    return keys;
  }

  /** Of named keys those that link records, each with its kind and pseudonym. */
  Map<String, String> linkable(Set<String> named) {
    Map<String, String> linkable = new TreeMap<>();
    for (String key : named) {
      String kind = key.substring(0, key.indexOf(':'));
      String value = key.substring(kind.length() + 1);
      String source = value.contains(":") ? value.substring(0, value.indexOf(':')) : "";
      if (key.startsWith(PersonKey.EMAIL) || key.startsWith(PersonKey.PHONE)) {
        linkable.put(key, kind + "|" + Pseudonym.of(value));
      } else if (key.startsWith(PersonKey.ID) && entity.personalIds().contains(source)) {
        linkable.put(
            key, kind + "|" + source + ":" + Pseudonym.of(value.substring(source.length() + 1)));
      }
    }
    return linkable;
  }

  /** Ids, by their keys, whose holder a row's addresses and numbers tell. */
  Set<String> accounts(List<String> cells) {
    Set<String> keys = new LinkedHashSet<>();
    for (PersonFields.Id id : entity.accounts()) {
      split(id.path(), cells, id.source()).forEach(value -> addId(keys, id.source(), value));
    }
    keys.removeIf(key -> !key.startsWith(PersonKey.ID));
    return keys;
  }

  /**
   * Where the row's numbers without a country code are read, as silver reads them; null: nowhere.
   */
  String country(List<String> cells) {
    return entity.country().stream()
        .flatMap(path -> path.values(cell(cells, path)).stream())
        .findFirst()
        .orElse(null);
  }

  String cell(List<String> cells, FieldPath path) {
    Integer at = index.get(path.column());
    return at == null || at >= cells.size() ? null : cells.get(at);
  }

  private List<String> split(FieldPath path, List<String> cells, String source) {
    List<String> values = new ArrayList<>();
    for (String value : path.values(cell(cells, path))) {
      for (String part : value.split(IdText.separator(source))) {
        if (!part.isBlank()) {
          values.add(part.strip());
        }
      }
    }
    return values;
  }

  private void addReferences(
      Set<String> keys, FieldPath path, PersonFields.Field field, List<String> cells) {
    if (path.isColumn() && path.column().equalsIgnoreCase(field.name())) {
      split(path, cells, field.target()).forEach(value -> addId(keys, field.target(), value));
    }
    String cell = cell(cells, path);
    if (cell != null) {
      path.nodes(cell).forEach(node -> walk(keys, node, field));
    }
  }

  private void walk(Set<String> keys, JsonNode node, PersonFields.Field field) {
    node.fields()
        .forEachRemaining(
            entry -> {
              if (entry.getKey().strip().equalsIgnoreCase(field.name())
                  && entry.getValue().isValueNode()
                  && !entry.getValue().asText().isBlank()) {
                addId(keys, field.target(), entry.getValue().asText().strip());
              }
            });
    node.forEach(child -> walk(keys, child, field));
  }

  private void addId(Set<String> keys, String source, String text) {
    String value = NativeIds.normalize(text);
    if (value == null) {
      return;
    }
    if (!source.equals(Source.Person.FULL_NAMES)) {
      keys.add(PersonKey.ID + source + ":" + value);
      if (entity.personalIds().contains(source)) {
        keys.add(PersonKey.STORED + source + ":" + Pseudonym.of(value));
      }
      return;
    }
    int colon = value.indexOf(':');
    if (colon > 0) {
      addId(keys, IdText.source(value), value.substring(colon + 1));
    }
  }
}
