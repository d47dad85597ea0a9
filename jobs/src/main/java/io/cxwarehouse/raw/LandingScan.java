package io.cxwarehouse.raw;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * Finds what was delivered up to a date. A delivery (a date's folder) counts as a whole or not at
 * all: without its marker, with a file that is still young, or with a file of its manifest absent
 * it waits; one that contradicts its manifest is quarantined. One folder's files at a time are
 * held, and kept only where they do not lie as they did when the folder was dealt with last.
 */
public final class LandingScan {
  /** A folder that changed within so long before it is listed may change again unseen. */
  private static final Duration RESTLESS = Duration.ofHours(1);

  private final String root;
  private final LandingTree tree;
  private final Map<String, SourceShape> sources;
  private final KnownFolders known;
  private final LocalDate asOf;
  private final Instant now;
  private final Deliveries deliveries;

  private LandingScan(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      KnownFolders known,
      LocalDate asOf,
      Instant now)
      throws IOException {
    this.root = root;
    List<Finding> findings = new ArrayList<>();
    this.tree = new LandingTree(root, hadoop, findings::add);
    this.sources = new TreeMap<>(sources);
    this.known = known;
    this.asOf = asOf;
    this.now = now;
    this.deliveries = new Deliveries(tree, known, asOf, now, findings);
  }

  /** Lists all deliveries. */
  public static Landing scan(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      LocalDate asOf,
      Instant now) {
    return scan(root, hadoop, sources, KnownFolders.NOTHING, asOf, now);
  }

  /**
   * Lists the deliveries.
   *
   * @param now only compared with file times, where a source has a settle time, and with folders'
   */
  public static Landing scan(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      KnownFolders known,
      LocalDate asOf,
      Instant now) {
    try {
      return new LandingScan(root, hadoop, sources, known, asOf, now).scan();
    } catch (IOException e) {
      throw unlisted(root, e);
    }
  }

  /**
   * Lists some date folders and nothing else.
   *
   * @param folders {@code source/entity/date}
   */
  public static Landing scanFolders(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      Set<String> folders,
      LocalDate asOf,
      Instant now) {
    try {
      LandingScan scan = new LandingScan(root, hadoop, sources, KnownFolders.NOTHING, asOf, now);
      for (String folder : new TreeSet<>(folders)) {
        String[] parts = folder.split("/");
        SourceShape source = scan.sources.get(parts[0]);
        EntityShape entity = source == null ? null : source.entities().get(parts[1]);
        if (entity != null && source.isEnabled()) {
          scan.deliveries.take(source, entity, folder, scan.tree.filesBelow(folder), null);
        }
      }
      return scan.deliveries.landing(root, List.of());
    } catch (IOException e) {
      throw unlisted(root, e);
    }
  }

  private static CxwException unlisted(String root, IOException error) {
    return new CxwException(
        ExitCode.FAILURE,
        "The landing folder " + root + " cannot be listed.",
        String.valueOf(error),
        "Mend the storage or the network to it, or correct landing.root, and run the same command"
            + " again: nothing was taken in.",
        error);
  }

  private Landing scan() throws IOException {
    if (!tree.exists()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no landing folder " + root + ".",
          "landing.root names a folder that does not exist or cannot be seen",
          "Create it, or correct landing.root.");
    }
    for (LandingTree.Node node : folders("")) {
      SourceShape source = sources.get(node.path());
      if (source == null) {
        deliveries.report(
            Finding.Kind.UNKNOWN_SOURCE, node.path(), "no such source is configured: not read");
      } else if (source.isEnabled()) {
        scanSource(source);
      }
    }
    return deliveries.landing(root, sources.values());
  }

  private void scanSource(SourceShape source) throws IOException {
    for (LandingTree.Node node : folders(source.name())) {
      EntityShape entity = source.entities().get(node.name());
      if (entity == null) {
        deliveries.report(
            Finding.Kind.UNKNOWN_ENTITY, node.path(), "the source has no such entity: not read");
      } else {
        scanEntity(source, entity, node.path());
      }
    }
  }

  private void scanEntity(SourceShape source, EntityShape entity, String path) throws IOException {
    boolean isByFolder =
        tree.keepsFolderTimes()
            ? tree.isLocal() || known.listDays().isPresent()
            : ListingCost.isLessByFolder(known, path, asOf, tree.page());
    if (isByFolder) {
      for (LandingTree.Node node : tree.children(path)) {
        if (!node.isFolder()) {
          reportMisplaced(node);
        } else if (!LandingTree.isHidden(node.name()) && !skip(entity, node)) {
          LandingTree.Below below =
              isLater(node) ? new LandingTree.Below(List.of(), false) : below(node);
          deliveries.take(source, entity, node.path(), below.files(), time(node, below));
        }
      }
    } else {
      visit(source, entity, path);
    }
    deliveries.endEntity();
  }

  private boolean isLater(LandingTree.Node folder) {
    LocalDate date = Deliveries.date(folder.name());
    return date != null && date.isAfter(asOf);
  }

  private LandingTree.Below below(LandingTree.Node folder) throws IOException {
    return tree.keepsFolderTimes()
        ? tree.below(folder.path())
        : new LandingTree.Below(tree.filesBelow(folder.path()), false);
  }

  /** Leaves a folder unlisted in which no file can have come or gone, or none is expected to. */
  private boolean skip(EntityShape entity, LandingTree.Node folder) {
    LocalDate date = Deliveries.date(folder.name());
    ListedFolder before = known.folders().get(folder.path());
    OptionalInt days = tree.keepsFolderTimes() ? known.listDays() : known.closedDays();
    if (days.isEmpty()
        || date == null
        || before == null
        || !date.isBefore(asOf.minusDays(days.getAsInt()))
        || !before.reading().equals(entity.fingerprint())
        || (tree.keepsFolderTimes() && !before.isUntouched(folder.modifiedMillis()))) {
      return false;
    }
    deliveries.count(entity.source(), before);
    return true;
  }

  /** The time of a folder as the one to be compared; null where it may move without being seen. */
  private Long time(LandingTree.Node folder, LandingTree.Below below) {
    boolean isAtRest = folder.modifiedMillis() < now.minus(RESTLESS).toEpochMilli();
    return below.isFlat() && isAtRest ? folder.modifiedMillis() : null;
  }

  /** Takes folder by folder as one listing of all files has them. */
  private void visit(SourceShape source, EntityShape entity, String path) throws IOException {
    Runnable undo = deliveries.undo();
    List<LandingTree.Node> current = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    boolean[] isTorn = {false};
    tree.visit(
        path,
        file -> {
          String folder = folder(path, file);
          if (folder == null) {
            reportMisplaced(file);
          } else if (seen.add(folder)) {
            take(source, entity, path, current);
            current.clear();
            current.add(file);
          } else {
            isTorn[0] |= !folder.equals(folder(path, current.get(0)));
            current.add(file);
          }
        });
    if (!isTorn[0]) {
      take(source, entity, path, current);
      return;
    }
    // No file system promises an order: without one, all files of the entity are held at once.
    undo.run();
    Map<String, List<LandingTree.Node>> folders = new TreeMap<>();
    for (LandingTree.Node file : tree.filesBelow(path)) {
      String folder = folder(path, file);
      if (folder == null) {
        reportMisplaced(file);
      } else {
        folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
      }
    }
    for (List<LandingTree.Node> nodes : folders.values()) {
      take(source, entity, path, nodes);
    }
  }

  /** The name of the folder right below an entity in which a file lies; null: in none. */
  private static String folder(String entity, LandingTree.Node file) {
    int slash = file.path().indexOf('/', entity.length() + 1);
    return slash < 0 ? null : file.path().substring(entity.length() + 1, slash);
  }

  private void take(
      SourceShape source, EntityShape entity, String path, List<LandingTree.Node> nodes)
      throws IOException {
    if (!nodes.isEmpty()) {
      deliveries.take(source, entity, path + "/" + folder(path, nodes.get(0)), nodes, null);
    }
  }

  private void reportMisplaced(LandingTree.Node file) {
    if (!LandingTree.isHidden(file.name())) {
      deliveries.report(
          Finding.Kind.MISPLACED_FILE, file.path(), "lies in no date's folder: not read");
    }
  }

  /** Folders below a folder; files beside them belong nowhere. */
  private List<LandingTree.Node> folders(String folder) throws IOException {
    List<LandingTree.Node> folders = new ArrayList<>();
    for (LandingTree.Node node : tree.children(folder)) {
      if (!node.isFolder()) {
        reportMisplaced(node);
      } else if (!LandingTree.isHidden(node.name())) {
        folders.add(node);
      }
    }
    return folders;
  }
}
