package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Phones;
import io.cxwarehouse.functions.Pseudonym;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whom the rows of one entity are about, told from their cells as the entity's {@code person}
 * declares. Persons, records and devices are named by keys: {@code email:ann@x.example}, {@code
 * id:zendesk:4711}, {@code row:zendesk.tickets:77}.
 */
final class PersonsOf implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String EMAIL = "email:";
  static final String PHONE = "phone:";
  static final String ID = "id:";

  /** The id of a source whose ids are personal, as silver has it. */
  static final String STORED = "stored:";

  private static final String RECORD = "row:";
  private static final String DEVICE = "device:";

  /** Cells whose values are ids of a source. */
  record Id(FieldPath path, String source) implements Serializable {}

  /** A field that, in what a source delivers, names records of another one. */
  record Field(String source, String name, String target) implements Serializable {}

  /** Columns whose values name rows, with the name of the group. */
  private record Group(FieldPath path, String name) implements Serializable {}

  private final String name;
  private final List<String> columns;
  private final Map<String, Integer> index = new TreeMap<>();
  private final List<FieldPath> emails;
  private final List<FieldPath> phones;
  private final List<Id> ids;
  private final List<Id> mentions;
  private final List<FieldPath> references;
  private final List<Field> fields = new ArrayList<>();
  private final List<Group> follows = new ArrayList<>();
  private final List<Group> leads = new ArrayList<>();
  private final List<Group> devices = new ArrayList<>();
  private final boolean leadsByKey;
  private final int tool;
  private final List<String> freeText;
  private final Set<String> personalIds;

  /**
   * Of one entity.
   *
   * @param references what {@code identity.references} says
   * @param personalIds sources whose ids are personal data
   */
  PersonsOf(
      Source source,
      Source.Entity entity,
      Collection<Settings.Reference> references,
      Set<String> personalIds) {
    Source.Person person = entity.person();
    this.name = source.name() + "." + entity.name();
    this.columns = entity.columns().stream().map(Source.Column::name).toList();
    this.columns.forEach(column -> index.put(column, index.size()));
    this.index.put("_rescued", columns.size());
    this.emails = person.emails().stream().map(FieldPath::of).toList();
    this.phones = person.phones().stream().map(FieldPath::of).toList();
    this.ids = ids(person.ids());
    this.mentions = ids(person.mentions());
    this.references = person.references().stream().map(FieldPath::of).toList();
    person.follows().forEach((p, of) -> follows.add(group(p, source.name() + "." + of)));
    person.devices().forEach(c -> devices.add(group(c, source.name() + "." + c)));
    for (Source.Entity other : source.entities().values()) {
      for (String target : other.person().follows().values()) {
        String[] parts = target.split("[.]", 2);
        if (parts[0].equals(entity.name()) && parts.length > 1) {
          leads.add(group(parts[1], source.name() + "." + target));
        }
      }
    }
    this.leadsByKey =
        source.entities().values().stream()
            .anyMatch(other -> other.person().follows().containsValue(entity.name()));
    this.tool =
        columns.indexOf(
            entity.columns().stream()
                .filter(column -> column.origin() == Source.Origin.TOOL_FOLDER)
                .map(Source.Column::name)
                .findFirst()
                .orElse(null));
    for (Settings.Reference reference : references) {
      if (reference.source().equals(source.name())
          || entity.folders().containsKey(reference.source())) {
        String field = reference.field().substring(reference.field().lastIndexOf('.') + 1);
        String column =
            entity.columns().stream()
                .filter(c -> c.aliases().contains(field))
                .map(Source.Column::name)
                .findFirst()
                .orElse(field);
        fields.add(new Field(reference.source(), column, reference.targetSource()));
      }
    }
    this.freeText =
        entity.columns().stream().filter(Source.Column::pii).map(Source.Column::name).toList();
    this.personalIds = Set.copyOf(personalIds);
  }

  /** Those of all entities, by name. */
  static Map<String, PersonsOf> all(Settings settings) {
    Set<String> personalIds =
        settings.sources().values().stream()
            .filter(Source::piiIds)
            .map(Source::name)
            .collect(Collectors.toSet());
    Map<String, PersonsOf> all = new TreeMap<>();
    for (Source source : settings.sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        PersonsOf of = new PersonsOf(source, entity, settings.identity().references(), personalIds);
        all.put(of.name(), of);
      }
    }
    return all;
  }

  /** {@code source.entity}. */
  String name() {
    return name;
  }

  List<String> columns() {
    return columns;
  }

  /** Whether any row of the entity may be about somebody. */
  boolean isAboutPersons() {
    return !(emails.isEmpty()
        && phones.isEmpty()
        && ids.isEmpty()
        && references.isEmpty()
        && follows.isEmpty()
        && devices.isEmpty());
  }

  /** Whether a row may name somebody whom it is not about. */
  boolean hasMentions() {
    return !mentions.isEmpty() || !freeText.isEmpty();
  }

  /** Where anything may be written: columns marked {@code pii}, and what has no column. */
  boolean isFreeText(String column) {
    return freeText.contains(column) || (column.equals("_rescued") && !freeText.isEmpty());
  }

  /** The persons whom a row names as its own. */
  Set<String> named(List<String> cells) {
    Set<String> keys = new LinkedHashSet<>();
    for (FieldPath path : emails) {
      path.values(cell(cells, path))
          .forEach(text -> Emails.all(text).forEach(address -> keys.add(EMAIL + address)));
    }
    for (FieldPath path : phones) {
      path.values(cell(cells, path))
          .forEach(text -> Phones.all(text).forEach(number -> keys.add(PHONE + number)));
    }
    for (Id id : ids) {
      split(id.path(), cells).forEach(value -> addId(keys, id.source(), value));
    }
    for (Field field : fields) {
      if (tool < 0 || field.source().equals(cells.get(tool))) {
        references.forEach(path -> addReferences(keys, path, field, cells));
      }
    }
    return keys;
  }

  /**
   * Of the keys that a row names: addresses, numbers, and ids that are personal data themselves,
   * each with its kind and pseudonym. Other ids tell silver's records by themselves.
   */
  Map<String, String> linkable(Set<String> named) {
    Map<String, String> linkable = new TreeMap<>();
    for (String key : named) {
      String kind = key.substring(0, key.indexOf(':'));
      String value = key.substring(kind.length() + 1);
      String source = value.contains(":") ? value.substring(0, value.indexOf(':')) : "";
      if (key.startsWith(EMAIL) || key.startsWith(PHONE)) {
        linkable.put(key, kind + "|" + pseudonym(value));
      } else if (key.startsWith(ID) && personalIds.contains(source)) {
        linkable.put(
            key, kind + "|" + source + ":" + pseudonym(value.substring(source.length() + 1)));
      }
    }
    return linkable;
  }

  static String pseudonym(String text) {
    return Pseudonym.of(UTF8String.fromString(text)).toString();
  }

  /** What makes a row go although it does not name the person. */
  Set<String> bound(List<String> cells, boolean namesNobody) {
    Set<String> keys = new LinkedHashSet<>();
    follows.forEach(group -> addGroup(keys, RECORD, group, cells));
    if (namesNobody) {
      devices.forEach(group -> addGroup(keys, DEVICE, group, cells));
    }
    return keys;
  }

  /** What goes with a row of the person: by these keys others are {@link #bound} to it. */
  Set<String> binding(List<String> cells, String key, boolean isNamed) {
    Set<String> keys = new LinkedHashSet<>();
    if (leadsByKey) {
      keys.add(RECORD + name + ":" + key);
    }
    leads.forEach(group -> addGroup(keys, RECORD, group, cells));
    if (isNamed) {
      devices.forEach(group -> addGroup(keys, DEVICE, group, cells));
    }
    return keys;
  }

  /** Sources whose ids a text of this entity may hold. */
  Set<String> idSources() {
    Set<String> sources = new LinkedHashSet<>();
    ids.forEach(id -> sources.add(id.source()));
    fields.forEach(field -> sources.add(field.target()));
    sources.remove(Source.Person.FULL_NAMES);
    return sources;
  }

  /** A cell without ids of erased persons; the cell itself where there are none. */
  String withoutMentions(String column, String cell, Predicate<String> isGone) {
    String now = cell;
    for (Id id : mentions) {
      if (id.path().column().equals(column) && now != null) {
        now =
            id.path()
                .replaced(
                    now,
                    value ->
                        isGone.test(ID + id.source() + ":" + NativeIds.normalize(value))
                            ? null
                            : value);
      }
    }
    return now;
  }

  /** How the entity's cells look outside of bronze. */
  StoredIds storedIds() {
    List<Id> all = new ArrayList<>(ids);
    all.addAll(mentions);
    return new StoredIds(all, references, fields, personalIds);
  }

  static String email(String text) {
    UTF8String address = Emails.normalize(UTF8String.fromString(text));
    return address == null ? null : address.toString();
  }

  static String phone(String text) {
    UTF8String number = Phones.e164(UTF8String.fromString(text), null);
    return number == null ? null : number.toString();
  }

  private List<String> split(FieldPath path, List<String> cells) {
    List<String> values = new ArrayList<>();
    for (String value : path.values(cell(cells, path))) {
      for (String part : value.split(";")) {
        if (!part.isBlank()) {
          values.add(part.strip());
        }
      }
    }
    return values;
  }

  private String cell(List<String> cells, FieldPath path) {
    Integer at = index.get(path.column());
    return at == null || at >= cells.size() ? null : cells.get(at);
  }

  private void addReferences(Set<String> keys, FieldPath path, Field field, List<String> cells) {
    if (path.isColumn() && path.column().equalsIgnoreCase(field.name())) {
      split(path, cells).forEach(value -> addId(keys, field.target(), value));
    }
    String cell = cell(cells, path);
    if (cell != null) {
      path.nodes(cell).forEach(node -> walk(keys, node, field));
    }
  }

  private void walk(Set<String> keys, JsonNode node, Field field) {
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
      keys.add(ID + source + ":" + value);
      if (personalIds.contains(source)) {
        keys.add(STORED + source + ":" + pseudonym(value));
      }
      return;
    }
    int colon = value.indexOf(':');
    if (colon > 0) {
      addId(keys, value.substring(0, colon), value.substring(colon + 1));
    }
  }

  private void addGroup(Set<String> keys, String kind, Group group, List<String> cells) {
    for (String value : group.path().values(cell(cells, group.path()))) {
      String id = NativeIds.normalize(value);
      if (id != null) {
        keys.add(kind + group.name() + ":" + id);
      }
    }
  }

  private static Group group(String path, String name) {
    return new Group(FieldPath.of(path), name);
  }

  private static List<Id> ids(Map<String, String> paths) {
    return paths.entrySet().stream()
        .map(entry -> new Id(FieldPath.of(entry.getKey()), entry.getValue()))
        .toList();
  }
}
