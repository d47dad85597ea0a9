package io.cxwarehouse.bronze;

import io.cxwarehouse.functions.ErasedKeys;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether one row is an erased person's, and what it brings along. */
record RowVerdict(ErasedKeys erased) implements Serializable {
  /** Null where the row stays; else the keys, hashed, by which others go for its sake. */
  String[] gone(PersonsOf of, List<String> cells, String key) {
    Set<String> named = of.personKeys(cells);
    boolean isNamed = hasAny(named);
    if (!isNamed
        && !isLeftOut(of, key) // by its latest version
        && named.stream().noneMatch(id -> PersonKey.isErased(erased, id))
        && !hasAny(of.parentKeys(cells, named.isEmpty()))) {
      return null;
    }
    Set<String> keys = of.childKeys(cells, key, isNamed);
    if (isNamed) {
      addAccounts(keys, of, cells, named);
    }
    return hashes(keys);
  }

  /** Ids of the person's that nobody asked to erase: she came again under them. */
  private void addAccounts(Set<String> keys, PersonsOf of, List<String> cells, Set<String> named) {
    if (of.tellsAccounts() && !of.isSilent(named)) {
      of.accounts(cells).stream()
          .filter(id -> !erased.has(id) && !erased.has(PersonKey.stored(id)))
          .map(PersonKey::account)
          .forEach(keys::add);
    }
  }

  /**
   * Of a row that names no person, the keys, hashed, by which the list has its record, or an id
   * whose holder it tells, as a person's; null where there are none. An id of a person's later
   * account names her, unless it is the row that tells whose it is.
   */
  String[] contested(PersonsOf of, List<String> cells, String key) {
    boolean isLeftOut = isLeftOut(of, key);
    if (!isLeftOut && !of.tellsAccounts()) {
      return null;
    }
    Set<String> named = of.personKeys(cells);
    if (of.isSilent(named) || hasAny(named)) {
      return null;
    }
    Set<String> keys = new LinkedHashSet<>();
    of.accounts(cells).stream().map(PersonKey::account).filter(erased::has).forEach(keys::add);
    if (isLeftOut && named.stream().noneMatch(id -> PersonKey.isErased(erased, id))) {
      keys.add(of.recordKey(key));
    }
    return keys.isEmpty() ? null : hashes(keys);
  }

  private boolean isLeftOut(PersonsOf of, String key) {
    String record = of.recordKey(key);
    return record != null && erased.has(record);
  }

  private boolean hasAny(Collection<String> keys) {
    return keys.stream().anyMatch(erased::has);
  }

  private String[] hashes(Set<String> keys) {
    return keys.stream().map(erased::hash).toArray(String[]::new);
  }
}
