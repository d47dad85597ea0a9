package io.cxwarehouse.raw;

import java.time.LocalDate;

/** What it costs to list an entity's folders in an object store. */
final class ListingCost {
  private ListingCost() {}

  /**
   * Whether it takes fewer requests to list the names of the date folders, and then the files of
   * each that is not closed, than to list all files at once. Small folders cost a request each, so
   * that a few files a day are listed at once for years.
   *
   * @param entity its folder
   * @param page names that one request brings
   */
  static boolean isLessByFolder(KnownFolders known, String entity, LocalDate asOf, int page) {
    if (known.closedDays().isEmpty()) {
      return false;
    }
    LocalDate open = asOf.minusDays(known.closedDays().getAsInt());
    long folders = 0;
    long files = 0;
    long requests = 0;
    for (ListedFolder folder : known.folders().values()) {
      if (folder.path().startsWith(entity + "/")) {
        folders++;
        files += folder.files();
        requests += folder.deliveryDate().isBefore(open) ? 0 : pages(folder.files(), page);
      }
    }
    return pages(folders, page) + requests < pages(files, page);
  }

  private static long pages(long names, int page) {
    return names / page + 1;
  }
}
