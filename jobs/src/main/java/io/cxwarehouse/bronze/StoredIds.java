package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Pseudonym;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cells of one entity with pseudonyms in place of ids that are personal data themselves. */
final class StoredIds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<PersonFields.Id> ids;
  private final List<FieldPath> references;
  private final List<PersonFields.Field> fields;
  private final Set<String> personal;

  StoredIds(PersonFields entity) {
    this.ids =
        Stream.of(entity.ids(), entity.requester(), entity.mentions())
            .flatMap(List::stream)
            .toList();
    this.references = entity.references();
    this.fields = entity.fields();
    this.personal = entity.personalIds();
  }

  /** Columns in which such ids may be. */
  Set<String> columns() {
    Set<String> found = new LinkedHashSet<>();
    for (PersonFields.Id id : ids) {
      if (isPersonal(id.source())) {
        found.add(id.path().column());
      }
    }
    if (fields.stream().anyMatch(field -> isPersonal(field.target()))) {
      references.forEach(path -> found.add(path.column()));
    }
    return found;
  }

  /** A cell of a column; itself where it holds no such id. */
  String cell(String column, String cell) {
    String now = cell;
    for (PersonFields.Id id : ids) {
      if (id.path().column().equals(column) && isPersonal(id.source()) && now != null) {
        now =
            id.path()
                .replaced(
                    now, value -> joined(value, id.source(), part -> stored(id.source(), part)));
      }
    }
    for (FieldPath path : references) {
      for (PersonFields.Field field : fields) {
        if (path.column().equals(column) && isPersonal(field.target()) && now != null) {
          now = reference(path, field, now);
        }
      }
    }
    return now;
  }

  private boolean isPersonal(String source) {
    return personal.contains(source)
        || (source.equals(Source.Person.FULL_NAMES) && !personal.isEmpty());
  }

  private static String reference(FieldPath path, PersonFields.Field field, String cell) {
    JsonNode root = FieldPath.parse(cell);
    if (root == null) {
      return path.column().equalsIgnoreCase(field.name())
          ? joined(cell.strip(), field.target(), StoredIds::pseudonym)
          : cell;
    }
    hide(root, field);
    return root.toString();
  }

  private static void hide(JsonNode node, PersonFields.Field field) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String text = entry.getValue().asText().strip();
        if (entry.getKey().strip().equalsIgnoreCase(field.name())
            && entry.getValue().isValueNode()
            && !text.isEmpty()) {
          entry.setValue(TextNode.valueOf(pseudonym(text)));
        }
      }
    }
    node.forEach(child -> hide(child, field));
  }

  private String stored(String source, String value) {
    if (!source.equals(Source.Person.FULL_NAMES)) {
      return pseudonym(value);
    }
    int colon = value.indexOf(':');
    String named = IdText.source(value);
    return personal.contains(named) ? named + ":" + pseudonym(value.substring(colon + 1)) : value;
  }

  private static String pseudonym(String text) {
    String id = NativeIds.normalize(text);
    return id == null ? "" : Pseudonym.of(id);
  }

  private static String joined(String values, String source, UnaryOperator<String> change) {
    return Arrays.stream(values.split(IdText.separator(source)))
        .map(String::strip)
        .map(part -> part.isEmpty() ? part : change.apply(part))
        .collect(Collectors.joining(";"));
  }
}
