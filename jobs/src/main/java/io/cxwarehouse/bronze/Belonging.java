package io.cxwarehouse.bronze;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which entities' rows may go, or be blanked, for the sake of which; all as {@code source.entity}.
 */
public final class Belonging {
  private final Map<String, PersonsOf> persons;

  Belonging(Map<String, PersonsOf> persons) {
    this.persons = persons;
  }

  /** Entities whose rows may go for the sake of rows of some entities. */
  public List<String> bound(Set<String> origins) {
    Set<String> sources = origins.stream().map(Belonging::source).collect(Collectors.toSet());
    Set<String> accounts = accounts(origins);
    return persons.values().stream()
        .filter(of -> of.isBound(accounts) || (of.isBound() && sources.contains(source(of.name()))))
        .map(PersonsOf::name)
        .toList();
  }

  /** Sources in which rows may go for the sake of rows of some entities. */
  public Set<String> reached(Set<String> origins) {
    Set<String> sources = new TreeSet<>();
    origins.forEach(origin -> sources.add(source(origin)));
    bound(origins).forEach(entity -> sources.add(source(entity)));
    return sources;
  }

  /** Entities whose rows may hold ids whose holders rows of some entities tell. */
  public List<String> naming(Set<String> origins) {
    Set<String> accounts = accounts(origins);
    return persons.values().stream()
        .filter(of -> of.mentions(accounts) || accounts.contains(source(of.name())))
        .map(PersonsOf::name)
        .toList();
  }

  private Set<String> accounts(Set<String> origins) {
    Set<String> accounts = new TreeSet<>();
    origins.stream()
        .filter(origin -> persons.get(origin).tellsAccounts())
        .forEach(origin -> accounts.add(source(origin)));
    return accounts;
  }

  /** Whether rows of one of some entities tell by addresses and numbers who holds an id. */
  public boolean tellAccounts(Set<String> some) {
    return some.stream().anyMatch(entity -> persons.get(entity).tellsAccounts());
  }

  /** Entities whose records, or the persons of whose ids, others belong to. */
  public List<String> binding() {
    return persons.values().stream()
        .filter(of -> of.recordKey("") != null || of.tellsAccounts())
        .map(PersonsOf::name)
        .toList();
  }

  private static String source(String entity) {
    return entity.substring(0, entity.indexOf('.'));
  }
}
