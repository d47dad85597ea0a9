package io.cxwarehouse.bronze;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.NativeIds;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whom the rows of one entity are about, told from their cells as the entity's {@code person}
 * declares. Persons, records and devices are named by keys: {@code email:ann@x.example}, {@code
 * id:zendesk:4711}, {@code row:zendesk.tickets:77}.
 */
final class PersonsOf implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String RECORD = "row:";
  private static final String DEVICE = "device:";

  private final PersonFields entity;
  private final PersonKeys reader;

  PersonsOf(PersonFields entity) {
    this.entity = entity;
    this.reader = new PersonKeys(entity);
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
        PersonFields fields =
            PersonFields.of(source, entity, settings.identity().references(), personalIds);
        all.put(fields.name(), new PersonsOf(fields));
      }
    }
    return all;
  }

  /** {@code source.entity}. */
  String name() {
    return entity.name();
  }

  List<String> columns() {
    return entity.columns();
  }

  /** Whether any row of the entity may be about somebody. */
  boolean isAboutPersons() {
    return !(entity.emails().isEmpty()
        && entity.phones().isEmpty()
        && entity.ids().isEmpty()
        && entity.requester().isEmpty()
        && entity.references().isEmpty()
        && entity.parents().isEmpty()
        && entity.devices().isEmpty());
  }

  /** Whether rows of the entity may go for another row's sake. */
  boolean isBound() {
    return entity.isParentByKey() || !(entity.parents().isEmpty() && entity.devices().isEmpty());
  }

  /** Whether rows tell by addresses and numbers who holds an id. */
  boolean tellsAccounts() {
    return !entity.accounts().isEmpty();
  }

  /** Ids, by their keys, whose holder a row tells by an address or number. */
  Set<String> accounts(List<String> cells) {
    return reader.accounts(cells);
  }

  /** Whether a version of a person's own record, as of a deleted one, does not say whose it is. */
  boolean isSilent(Set<String> named) {
    return entity.isAccount()
        && !entity.isParentByKey()
        && named.stream()
            .noneMatch(k -> k.startsWith(PersonKey.EMAIL) || k.startsWith(PersonKey.PHONE));
  }

  /** Whether rows of the entity may go since they name an id of one of some sources. */
  boolean isBound(Set<String> sources) {
    return PersonFields.isAny(entity.named(), sources);
  }

  /** Whether rows of the entity may hold an id of one of some sources, whomever they are about. */
  boolean mentions(Set<String> sources) {
    return isBound(sources) || PersonFields.isAny(entity.mentioned(), sources);
  }

  /** Columns that say whom a row is about, and what it belongs to. */
  Set<String> naming() {
    return entity.naming();
  }

  /** Declared columns in which anything may be written. */
  boolean isFreeText(String column) {
    return entity.freeText().contains(column);
  }

  /** How the columns of a row that nobody described are searched. */
  UndeclaredCells undeclared(ErasedKeys erased, Redaction redaction, List<String> cells) {
    Set<String> sources = idSources();
    sources.add(entity.name().substring(0, entity.name().indexOf('.')));
    return new UndeclaredCells(erased, redaction, sources, reader.country(cells));
  }

  /** The persons whom a row names as its own. */
  Set<String> personKeys(List<String> cells) {
    return reader.of(cells);
  }

  /**
   * Of the keys that a row names: addresses, numbers, and ids that are personal data themselves,
   * each with its kind and pseudonym. Other ids tell silver's records by themselves.
   */
  Map<String, String> linkable(Set<String> named) {
    return reader.linkable(named);
  }

  /** By what rows of other entities name a row's record as theirs; null: none does by its key. */
  String recordKey(String key) {
    return entity.isParentByKey() ? RECORD + entity.name() + ":" + key : null;
  }

  /** What makes a row go although it does not name the person: its parent, or its device. */
  Set<String> parentKeys(List<String> cells, boolean namesNobody) {
    Set<String> keys = new LinkedHashSet<>();
    entity.parents().forEach(group -> addGroup(keys, RECORD, group, cells));
    if (namesNobody) {
      entity.devices().forEach(group -> addGroup(keys, DEVICE, group, cells));
    }
    return keys;
  }

  /** What goes with a row of the person: by these keys other rows name it as their parent. */
  Set<String> childKeys(List<String> cells, String key, boolean isNamed) {
    Set<String> keys = new LinkedHashSet<>();
    if (entity.isParentByKey()) {
      keys.add(recordKey(key));
    }
    entity.children().forEach(group -> addGroup(keys, RECORD, group, cells));
    if (isNamed) {
      entity.devices().forEach(group -> addGroup(keys, DEVICE, group, cells));
    }
    return keys;
  }

  /** Sources whose ids a text of this entity may hold. */
  Set<String> idSources() {
    Set<String> sources = new LinkedHashSet<>(entity.named());
    sources.remove(Source.Person.FULL_NAMES);
    return sources;
  }

  /** A cell without ids of erased persons; the cell itself where there are none. */
  String withoutMentions(String column, String cell, Predicate<String> isGone) {
    String now = cell;
    for (PersonFields.Id id : entity.mentions()) {
      if (id.path().column().equals(column) && now != null) {
        now =
            id.path()
                .replaced(
                    now,
                    value ->
                        isGone.test(PersonKey.ID + id.source() + ":" + NativeIds.normalize(value))
                            ? null
                            : value);
      }
    }
    return now;
  }

  /** How the entity's cells look outside of bronze. */
  StoredIds storedIds() {
    return new StoredIds(entity);
  }

  private void addGroup(
      Set<String> keys, String kind, PersonFields.Group group, List<String> cells) {
    for (String value : group.path().values(reader.cell(cells, group.path()))) {
      String id = NativeIds.normalize(value);
      if (id != null) {
        keys.add(kind + group.name() + ":" + id);
      }
    }
  }
}
