package io.cxwarehouse.raw;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Finds what was delivered up to a date. A delivery (a date's folder) counts as a whole or not at
 * all: without its marker, with a file that is still young, or with a file of its manifest absent
 * it waits; one that contradicts its manifest is quarantined.
 */
public final class LandingScan {
  private static final String MARKER = "_SUCCESS";

  private final String root;
  private final LandingTree tree;
  private final Map<String, SourceShape> sources;
  private final LocalDate asOf;
  private final Instant now;
  private final List<LandingFile> files = new ArrayList<>();
  private final List<LandingFile> quarantined = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, LocalDate> newest = new TreeMap<>();

  private LandingScan(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      LocalDate asOf,
      Instant now) {
    this.root = root;
    this.tree = new LandingTree(root, hadoop, findings::add);
    this.sources = new TreeMap<>(sources);
    this.asOf = asOf;
    this.now = now;
  }

  /**
   * Lists the deliveries.
   *
   * @param now only compared with file times, where a source has a settle time
   */
  public static Landing scan(
      String root,
      Configuration hadoop,
      Map<String, SourceShape> sources,
      LocalDate asOf,
      Instant now) {
    try {
      return new LandingScan(root, hadoop, sources, asOf, now).scan();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the landing folder " + root, e);
    }
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
        report(Finding.Kind.UNKNOWN_SOURCE, node.path(), "no such source is configured: not read");
      } else if (source.isEnabled()) {
        scanSource(source);
      }
    }
    files.sort(Comparator.comparing(LandingFile::path));
    quarantined.sort(Comparator.comparing(LandingFile::path));
    return new Landing(root, asOf, files, quarantined, findings, missing());
  }

  private void scanSource(SourceShape source) throws IOException {
    for (LandingTree.Node node : folders(source.name())) {
      EntityShape entity = source.entities().get(node.name());
      if (entity == null) {
        report(Finding.Kind.UNKNOWN_ENTITY, node.path(), "the source has no such entity: not read");
      } else {
        scanEntity(source, node);
      }
    }
  }

  private void scanEntity(SourceShape source, LandingTree.Node entity) throws IOException {
    Map<String, List<LandingTree.Node>> deliveries = new TreeMap<>();
    for (LandingTree.Node file : tree.filesBelow(entity.path())) {
      String below = file.path().substring(entity.path().length() + 1);
      int slash = below.indexOf('/');
      if (slash < 0 && !LandingTree.isHidden(below)) {
        report(Finding.Kind.MISPLACED_FILE, file.path(), "lies in no date's folder: not read");
      } else if (slash >= 0) {
        deliveries.computeIfAbsent(below.substring(0, slash), d -> new ArrayList<>()).add(file);
      }
    }
    for (Map.Entry<String, List<LandingTree.Node>> delivery : deliveries.entrySet()) {
      String folder = entity.path() + "/" + delivery.getKey();
      LocalDate date = date(delivery.getKey());
      if (date == null && !LandingTree.isHidden(delivery.getKey())) {
        report(Finding.Kind.NOT_A_DATE, folder, "is no date such as 2026-03-31: not read");
      } else if (date != null && !date.isAfter(asOf)) {
        new Delivery(source, entity.name(), date, folder, delivery.getValue()).take();
      }
    }
  }

  /** A date's folder of one entity. */
  private final class Delivery {
    private final SourceShape source;
    private final String entity;
    private final LocalDate date;
    private final String folder;
    private final Map<String, LandingTree.Node> data = new TreeMap<>();
    private LandingTree.Node manifest;
    private boolean hasMarker;

    Delivery(
        SourceShape source,
        String entity,
        LocalDate date,
        String folder,
        List<LandingTree.Node> nodes) {
      this.source = source;
      this.entity = entity;
      this.date = date;
      this.folder = folder;
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
      if (manifest == null) {
        accept(null, "", files);
      } else {
        check();
      }
    }

    private void check() throws IOException {
      String stamp = manifest.bytes() + ":" + manifest.modifiedMillis();
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
      accept(read, stamp, problems.isEmpty() ? files : quarantined);
    }

    private void accept(Manifest read, String stamp, List<LandingFile> to) {
      newest.merge(source.name(), date, (a, b) -> a.isAfter(b) ? a : b);
      data.forEach(
          (name, node) -> {
            int slash = name.lastIndexOf('/');
            to.add(
                new LandingFile(
                    source.name(),
                    entity,
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

  private List<Landing.MissingDelivery> missing() {
    List<Landing.MissingDelivery> missing = new ArrayList<>();
    for (SourceShape source : sources.values()) {
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

  /** Folders below a folder; files beside them belong nowhere. */
  private List<LandingTree.Node> folders(String folder) throws IOException {
    List<LandingTree.Node> folders = new ArrayList<>();
    for (LandingTree.Node node : tree.children(folder)) {
      if (node.isFolder() && !LandingTree.isHidden(node.name())) {
        folders.add(node);
      } else if (!node.isFolder() && !LandingTree.isHidden(node.name())) {
        report(Finding.Kind.MISPLACED_FILE, node.path(), "lies in no date's folder: not read");
      }
    }
    return folders;
  }

  private void report(Finding.Kind kind, String path, String message) {
    int slash = path.indexOf('/');
    findings.add(new Finding(kind, slash < 0 ? path : path.substring(0, slash), path, message));
  }

  private static LocalDate date(String folder) {
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
