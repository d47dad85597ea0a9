package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges date folders as they are listed, and gathers what is to be taken in of them. */
final class Deliveries {
  private static final String MARKER = "_SUCCESS";

  private final LandingTree tree;
  private final KnownFolders known;
  private final LocalDate asOf;
  private final Instant now;
  private final List<LandingFile> files = new ArrayList<>();
  private final List<LandingFile> quarantined = new ArrayList<>();
  private final List<ListedFolder> changed = new ArrayList<>();
  private final List<Finding> findings;
  private final Map<String, LocalDate> newest = new TreeMap<>();

  /** Digests of the entity's folders, by path. */
  private final Map<String, String> digests = new TreeMap<>();

  private final MessageDigest digest = Digests.sha256();
  private long fileCount;
  private long folderCount;
  private long listedCount;

  Deliveries(
      LandingTree tree, KnownFolders known, LocalDate asOf, Instant now, List<Finding> findings) {
    this.tree = tree;
    this.known = known;
    this.asOf = asOf;
    this.now = now;
    this.findings = findings;
  }

  /**
   * Judges a folder.
   *
   * @param path {@code source/entity/date}
   * @param nodes all files in it and below it
   * @param modified see {@link ListedFolder}
   */
  void take(
      SourceShape source,
      EntityShape entity,
      String path,
      List<LandingTree.Node> nodes,
      Long modified)
      throws IOException {
    if (nodes.isEmpty()) {
      return;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    LocalDate date = date(name);
    if (date == null && !LandingTree.isHidden(name)) {
      report(Finding.Kind.NOT_A_DATE, path, "is no date such as 2026-03-31: not read");
    } else if (date != null && !date.isAfter(asOf)) {
      listedCount++;
      new Delivery(source, entity, date, path, nodes, modified).take();
    }
  }

  /** Counts a folder that was accepted. */
  void count(String source, ListedFolder folder) {
    newest.merge(source, folder.deliveryDate(), (a, b) -> a.isAfter(b) ? a : b);
    fileCount += folder.files();
    folderCount++;
    digests.put(folder.path(), folder.digest());
  }

  /** All folders of an entity were taken. */
  void endEntity() {
    digests.forEach(
        (folder, of) ->
            digest.update((folder + '\0' + of + '\n').getBytes(StandardCharsets.UTF_8)));
    digests.clear();
  }

  /** What makes that no folder of the entity was taken yet. */
  Runnable undo() {
    int ofFiles = files.size();
    int ofQuarantined = quarantined.size();
    int ofChanged = changed.size();
    int ofFindings = findings.size();
    long[] counts = {fileCount, folderCount, listedCount};
    return () -> {
      files.subList(ofFiles, files.size()).clear();
      quarantined.subList(ofQuarantined, quarantined.size()).clear();
      changed.subList(ofChanged, changed.size()).clear();
      findings.subList(ofFindings, findings.size()).clear();
      digests.clear();
      fileCount = counts[0];
      folderCount = counts[1];
      listedCount = counts[2];
    };
  }

  /**
   * What was found.
   *
   * @param sources of which a delivery may be missing
   */
  Landing landing(String root, Collection<SourceShape> sources) {
    List<Landing.MissingDelivery> missing = missing(sources);
    files.sort(Comparator.comparing(LandingFile::path));
    quarantined.sort(Comparator.comparing(LandingFile::path));
    LocalDate last = newest.values().stream().max(Comparator.naturalOrder()).orElse(null);
    return new Landing(
        root,
        asOf,
        files,
        quarantined,
        findings,
        missing,
        changed,
        new Landing.Totals(
            fileCount, folderCount, listedCount, last, Digests.hex(digest.digest())));
  }

  /** A date's folder of one entity. */
  private final class Delivery {
    private final SourceShape source;
    private final EntityShape entity;
    private final LocalDate date;
    private final String folder;
    private final Long modified;
    private final SortedMap<String, LandingTree.Node> data = new TreeMap<>();
    private LandingTree.Node manifest;
    private boolean hasMarker;

    Delivery(
        SourceShape source,
        EntityShape entity,
        LocalDate date,
        String folder,
        List<LandingTree.Node> nodes,
        Long modified) {
      this.source = source;
      this.entity = entity;
      this.date = date;
      this.folder = folder;
      this.modified = modified;
      for (LandingTree.Node node : nodes) {
        String below = node.path().substring(folder.length() + 1);
        hasMarker |= below.equals(MARKER);
        if (below.equals(Manifest.FILE_NAME)) {
          manifest = node;
        } else if (!LandingTree.isHidden(below)) {
          data.put(below, node);
        }
      }
    }

    void take() throws IOException {
      if (source.isMarkerRequired() && !hasMarker) {
        report(Finding.Kind.NO_MARKER, folder, "holds no " + MARKER + " yet: waits");
        return;
      }
      long settled = now.minus(source.settleTime()).toEpochMilli();
      boolean isSettling =
          !source.settleTime().isZero()
              && data.values().stream().anyMatch(node -> node.modifiedMillis() > settled);
      if (isSettling) {
        report(Finding.Kind.SETTLING, folder, "has files younger than the settle time: waits");
        return;
      }
      String stamp = manifest == null ? "" : manifest.bytes() + ":" + manifest.modifiedMillis();
      ListedFolder listed =
          new ListedFolder(
              folder,
              date,
              data.size(),
              ListedFolder.digest(data, stamp),
              entity.fingerprint(),
              modified);
      ListedFolder before = known.folders().get(folder);
      if (listed.isSameAs(before)) {
        count(source.name(), listed);
        if (known.listDays().isPresent() && !Objects.equals(modified, before.modifiedMillis())) {
          changed.add(listed);
        }
      } else if (manifest == null) {
        accept(null, "", listed, true);
      } else {
        check(stamp, listed);
      }
    }

    private void check(String stamp, ListedFolder listed) throws IOException {
      Manifest read = null;
      List<String> problems;
      try (InputStream in = tree.files().open(tree.absolute(manifest.path()))) {
        read = Manifest.read(in);
        if (!read.absent(data.keySet()).isEmpty()) {
          report(
              Finding.Kind.INCOMPLETE_DELIVERY,
              folder,
              "lacks files of its manifest: " + String.join(", ", read.absent(data.keySet())));
          return;
        }
        Map<String, Long> sizes = new TreeMap<>();
        data.forEach((name, node) -> sizes.put(name, node.bytes()));
        problems = read.mismatches(sizes);
      } catch (RefusedFileException e) {
        problems = List.of(e.getMessage());
      } catch (IOException e) {
        if (!Unreadable.is(e)) {
          throw e;
        }
        report(Finding.Kind.UNREADABLE, manifest.path(), Unreadable.MESSAGE);
        return;
      }
      if (!problems.isEmpty()) {
        report(Finding.Kind.MANIFEST_MISMATCH, folder, String.join("; ", problems));
      }
      accept(read, stamp, listed, problems.isEmpty());
    }

    private void accept(Manifest read, String stamp, ListedFolder listed, boolean isWhole) {
      count(source.name(), listed);
      if (isWhole) {
        changed.add(listed);
      } else {
        digests.merge(folder, "quarantined", String::concat);
      }
      List<LandingFile> to = isWhole ? files : quarantined;
      data.forEach(
          (name, node) -> {
            int slash = name.lastIndexOf('/');
            to.add(
                new LandingFile(
                    source.name(),
                    entity.name(),
                    slash < 0 ? "" : name.substring(0, slash),
                    date,
                    node.path(),
                    node.bytes(),
                    node.modifiedMillis(),
                    stamp,
                    read == null ? null : read.entry(name)));
          });
    }
  }

  private List<Landing.MissingDelivery> missing(Collection<SourceShape> sources) {
    List<Landing.MissingDelivery> missing = new ArrayList<>();
    for (SourceShape source : sources) {
      LocalDate latest = newest.get(source.name());
      LocalDate needed = asOf.minusDays(source.maxLag().toDays());
      boolean isLate = latest == null || latest.isBefore(needed);
      if (source.isEnabled() && source.isRequired() && isLate) {
        missing.add(new Landing.MissingDelivery(source.name(), latest, needed));
      } else if (source.isEnabled() && latest != null && isLate) {
        report(
            Finding.Kind.STALE_SOURCE,
            source.name(),
            "newest delivery is of " + latest + ", expected is " + needed + " or later");
      }
    }
    return missing;
  }

  void report(Finding.Kind kind, String path, String message) {
    int slash = path.indexOf('/');
    findings.add(new Finding(kind, slash < 0 ? path : path.substring(0, slash), path, message));
  }

  /** Null: it is none. */
  static LocalDate date(String folder) {
    if (folder.length() != 10) {
      return null;
    }
    try {
      return LocalDate.parse(folder);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
