package io.cxwarehouse.raw;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What is known of date folders.
 *
 * @param folders as they were dealt with last, by path
 * @param listDays folders of earlier dates than so many days before the date are listed only if
 *     their own time moved; empty: all are listed
 */
public record KnownFolders(Map<String, ListedFolder> folders, OptionalInt listDays) {
  public static final KnownFolders NOTHING = new KnownFolders(Map.of(), OptionalInt.empty());
}
