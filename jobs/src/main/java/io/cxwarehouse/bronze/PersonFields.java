package io.cxwarehouse.bronze;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which cells of an entity say whom its rows are about, as its {@code person} declares.
 *
 * @param name {@code source.entity}
 * @param country cells that say in which country its numbers are read
 * @param ids cells that are ids of the person
 * @param requester cells of which the first that holds an id names the person
 * @param mentions cells that name persons whom the row is not about
 * @param references cells in which {@code fields} name records of other sources
 * @param parents columns that name the row which a row belongs to
 * @param children columns by which other entities' rows name this one as theirs
 * @param isParentByKey whether others name its rows by their key
 * @param accounts cells that are ids whose holder the row's addresses and numbers tell
 * @param isAccount whether its records are such ids
 * @param tool the column that says which tool a row came from; negative: none
 * @param personalIds sources whose ids are personal data
 */
record PersonFields(
    String name,
    List<String> columns,
    List<FieldPath> emails,
    List<FieldPath> phones,
    List<FieldPath> country,
    List<Id> ids,
    List<Id> requester,
    List<Id> mentions,
    List<FieldPath> references,
    List<Field> fields,
    List<Group> parents,
    List<Group> children,
    List<Group> devices,
    boolean isParentByKey,
    List<Id> accounts,
    boolean isAccount,
    int tool,
    List<String> freeText,
    Set<String> personalIds)
    implements Serializable {

  /** Cells whose values are ids of a source. */
  record Id(FieldPath path, String source) implements Serializable {}

  /** A field that, in what a source delivers, names records of another one. */
  record Field(String source, String name, String target) implements Serializable {}

  /** Columns whose values name rows or devices, with the name of their group. */
  record Group(FieldPath path, String name) implements Serializable {}

  /**
   * Of one entity.
   *
   * @param references what {@code identity.references} says
   */
  static PersonFields of(
      Source source,
      Source.Entity entity,
      Collection<Settings.Reference> references,
      Set<String> personalIds) {
    Source.Person person = entity.person();
    List<String> columns = entity.columns().stream().map(Source.Column::name).toList();
    List<Group> parents = new ArrayList<>();
    person.follows().forEach((p, of) -> parents.add(group(p, source.name() + "." + of)));
    List<Group> devices = new ArrayList<>();
    person.devices().forEach(c -> devices.add(group(c, source.name() + "." + c)));
    return new PersonFields(
        source.name() + "." + entity.name(),
        columns,
        paths(person.emails()),
        paths(person.phones()),
        paths(person.country()),
        ids(person.ids()),
        paths(person.requester()).stream().map(path -> new Id(path, source.name())).toList(),
        ids(person.mentions()),
        paths(person.references()),
        fields(source, entity, references),
        parents,
        children(source, entity),
        devices,
        source.entities().values().stream()
            .anyMatch(other -> other.person().follows().containsValue(entity.name())),
        accounts(source, entity),
        isAccount(source, entity),
        columns.indexOf(
            entity.columns().stream()
                .filter(column -> column.origin() == Source.Origin.TOOL_FOLDER)
                .map(Source.Column::name)
                .findFirst()
                .orElse(null)),
        freeText(entity),
        Set.copyOf(personalIds));
  }

  /** Columns that say whom a row is about, and what it belongs to. */
  Set<String> naming() {
    Set<String> naming = new HashSet<>();
    Stream.of(emails, phones, country, references)
        .flatMap(List::stream)
        .forEach(path -> naming.add(path.column()));
    Stream.of(ids, requester, accounts)
        .flatMap(List::stream)
        .forEach(id -> naming.add(id.path().column()));
    Stream.of(parents, children, devices)
        .flatMap(List::stream)
        .forEach(group -> naming.add(group.path().column()));
    if (tool >= 0) {
      naming.add(columns.get(tool));
    }
    return naming;
  }

  /** Sources whose ids name whom a row is about. */
  Set<String> named() {
    Set<String> sources = new LinkedHashSet<>();
    Stream.of(ids, requester).flatMap(List::stream).forEach(id -> sources.add(id.source()));
    fields.forEach(field -> sources.add(field.target()));
    return sources;
  }

  Set<String> mentioned() {
    return mentions.stream().map(Id::source).collect(Collectors.toSet());
  }

  /** Whether ids of some sources, or such as name theirs, may be ids of others. */
  static boolean isAny(Set<String> named, Set<String> sources) {
    return !sources.isEmpty()
        && (named.contains(Source.Person.FULL_NAMES) || named.stream().anyMatch(sources::contains));
  }

  /** Columns in which anything may be written: personal ones, and texts that name no record. */
  private static List<String> freeText(Source.Entity entity) {
    Set<String> naming = new HashSet<>(entity.key());
    List.of(entity.identity(), entity.lines(), entity.cursor()).forEach(naming::addAll);
    return entity.columns().stream()
        .filter(column -> column.pii() || (isText(column) && !naming.contains(column.name())))
        .map(Source.Column::name)
        .toList();
  }

  private static boolean isText(Source.Column column) {
    return column.origin() == Source.Origin.FILE
        && (column.type() == Source.ColumnType.STRING || column.type() == Source.ColumnType.JSON);
  }

  /** Whether an entity's records are the persons, as a help desk's contacts are. */
  private static boolean isAccount(Source source, Source.Entity entity) {
    return entity.key().size() == 1
        && source.name().equals(entity.person().ids().get(entity.key().get(0)));
  }

  private static List<Id> accounts(Source source, Source.Entity entity) {
    Set<String> paths = new TreeSet<>(entity.person().accounts());
    if (isAccount(source, entity)) {
      paths.add(entity.key().get(0));
    }
    return paths.stream().map(path -> new Id(FieldPath.of(path), source.name())).toList();
  }

  private static List<Group> children(Source source, Source.Entity entity) {
    List<Group> children = new ArrayList<>();
    for (Source.Entity other : source.entities().values()) {
      for (String target : other.person().follows().values()) {
        String[] parts = target.split("[.]", 2);
        if (parts[0].equals(entity.name()) && parts.length > 1) {
          children.add(group(parts[1], source.name() + "." + target));
        }
      }
    }
    return children;
  }

  private static List<Field> fields(
      Source source, Source.Entity entity, Collection<Settings.Reference> references) {
    List<Field> fields = new ArrayList<>();
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
    return fields;
  }

  private static List<FieldPath> paths(Collection<String> texts) {
    return texts.stream().map(FieldPath::of).toList();
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
