package io.cxwarehouse.raw;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What is known of date folders.
 *
 * @param folders as they were dealt with last, by path
 * @param listDays folders of earlier dates than so many days before the date are listed only if
 *     their own time moved; empty: all are listed
 * @param closedDays the same where folders have no times, as in object stores: there they need not
 *     be listed at all
 */
public record KnownFolders(
    Map<String, ListedFolder> folders, OptionalInt listDays, OptionalInt closedDays) {
  public static final KnownFolders NOTHING = new KnownFolders(Map.of(), OptionalInt.empty());

  /** No folder is closed. */
  public KnownFolders(Map<String, ListedFolder> folders, OptionalInt listDays) {
    this(folders, listDays, OptionalInt.empty());
  }
}
