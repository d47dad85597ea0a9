package io.cxwarehouse.raw;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What looking into changed folders alone must not miss: files of other folders that depend on
 * them, and folders that are not done with.
 */
public final class ChangedFolders {
  private ChangedFolders() {}

  /**
   * Files of unchanged folders that must be seen with the changed ones: the content that they
   * repeat may leave bronze, since it came from a path that holds other bytes now, and then one of
   * them brings it.
   *
   * @param known gets what is needed for it, and for the files of the changed folders
   */
  public static List<KnownFile> heirs(Landing landing, KnownFiles known) {
    Map<String, LandingFile> present = new HashMap<>();
    Set<String> folders = new HashSet<>();
    Set<String> quarantined = new HashSet<>();
    landing.files().forEach(file -> present.put(file.path(), file));
    landing.quarantined().forEach(file -> present.put(file.path(), file));
    landing.quarantined().forEach(file -> quarantined.add(file.path()));
    present.values().forEach(file -> folders.add(file.delivery()));
    known.needFolders(folders);
    Set<String> moved = new HashSet<>();
    Set<String> leaving = new HashSet<>();
    for (KnownFile file : known.held()) {
      LandingFile now = present.get(file.path());
      boolean mayLeave =
          now != null
              && file.fileId() != null
              && (now.expected() != null // maybe contradicted by a file of the same delivery
                  || quarantined.contains(now.path())
                  || !file.hasSameBytes(now));
      if (mayLeave) {
        moved.add(file.fileId());
        if (file.status() != ReadOutcome.Status.DUPLICATE) {
          leaving.add(file.fileId());
        }
      }
    }
    known.needCopies(moved); // where a copy alone moves, too: whether anything else says the same
    return known.held().stream()
        .filter(file -> file.status() == ReadOutcome.Status.DUPLICATE)
        .filter(file -> leaving.contains(file.fileId()) && !present.containsKey(file.path()))
        .toList();
  }

  /**
   * Date folders that the next run must look at again, though nothing in them changes: their files
   * were not read, or repeat a content that no delivery brings now. Folders of heirs are always
   * among them, since an heir may be unreadable, or not be seen at all: its date is later than the
   * run's, or its folder waits.
   *
   * @param landing the changed folders, without heirs
   * @param heirs see {@link #heirs}
   * @param known has what became of the landing's files
   * @param planned contents that were to be read, or to leave bronze
   * @param outcomes what became of those files that were looked into
   */
  public static Set<String> unsettled(
      Landing landing,
      Collection<KnownFile> heirs,
      KnownFiles known,
      Set<String> planned,
      Collection<FileOutcome> outcomes) {
    Set<String> lost = lost(planned, outcomes);
    known.needCopies(lost);
    Set<String> unread = new HashSet<>();
    landing.files().forEach(file -> unread.add(file.path()));
    Set<String> folders = new HashSet<>();
    heirs.forEach(file -> folders.add(file.delivery()));
    for (KnownFile file : known.held()) {
      if (file.fileId() != null) {
        unread.remove(file.path());
      }
      if (file.status() == ReadOutcome.Status.DUPLICATE && lost.contains(file.fileId())) {
        folders.add(file.delivery());
      }
    }
    landing.files().stream()
        .filter(file -> unread.contains(file.path()))
        .forEach(file -> folders.add(file.delivery()));
    landing.quarantined().forEach(file -> folders.add(file.delivery()));
    return folders;
  }

  /**
   * Contents that stand nowhere after an intake. A file that could not be read has no identity in
   * its outcome, and the one that stood for the content before may be its copy by now.
   */
  private static Set<String> lost(Set<String> planned, Collection<FileOutcome> outcomes) {
    Set<String> refused = new HashSet<>();
    Set<String> lost = new HashSet<>(planned);
    for (FileOutcome outcome : outcomes) {
      if (outcome.file().status() == ReadOutcome.Status.REFUSED) {
        refused.add(outcome.file().fileId());
      } else if (outcome.file().status() != ReadOutcome.Status.DUPLICATE) {
        lost.remove(outcome.file().fileId());
      }
    }
    lost.addAll(refused);
    lost.remove(null);
    return lost;
  }
}
