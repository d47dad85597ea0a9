package io.cxwarehouse.raw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which delivered files are read, from what is known of earlier ones. */
public final class IntakePlanner {
  private final Landing landing;
  private final Map<String, KnownFile> known;
  private final Map<String, String> hashes;
  private final Map<String, EntityShape> shapes;
  private final List<IntakePlan.Identified> toRead = new ArrayList<>();
  private final List<FileOutcome> recorded = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, IntakePlan.Dropped> stale = new TreeMap<>();
  private final Map<String, String> fingerprints = new HashMap<>();

  /** Files whose bytes must be hashed before a plan can be made. */
  public static List<LandingFile> unhashed(Landing landing, Collection<KnownFile> known) {
    Map<String, KnownFile> byPath = byPath(known);
    return landing.files().stream()
        .filter(f -> !byPath.containsKey(f.path()) || !byPath.get(f.path()).hasSameBytes(f))
        .toList();
  }

  /**
   * Decides what to read.
   *
   * @param known gets what is needed for it
   * @param hashes SHA-256 by path of the {@link #unhashed} files
   * @param shapes by {@code source.entity}
   */
  public static IntakePlan plan(
      Landing landing,
      KnownFiles known,
      Map<String, String> hashes,
      Map<String, EntityShape> shapes) {
    IntakePlanner planner = new IntakePlanner(landing, known.held(), hashes, shapes);
    Set<String> contents = new HashSet<>();
    for (LandingFile file : landing.files()) {
      String sha = planner.sha256(file);
      if (sha != null) {
        contents.add(fileId(file, sha));
      }
    }
    known.needContents(contents);
    return plan(landing, known.held(), hashes, shapes);
  }

  /**
   * Decides what to read.
   *
   * @param hashes SHA-256 by path of the {@link #unhashed} files
   * @param shapes by {@code source.entity}
   */
  public static IntakePlan plan(
      Landing landing,
      Collection<KnownFile> known,
      Map<String, String> hashes,
      Map<String, EntityShape> shapes) {
    return new IntakePlanner(landing, known, hashes, shapes).plan();
  }

  static String fileId(LandingFile file, String sha256) {
    return Digests.sha256Hex(
            String.join("|", file.source(), file.entity(), file.surveyFolder(), sha256))
        .substring(0, 32);
  }

  private static Map<String, KnownFile> byPath(Collection<KnownFile> known) {
    return known.stream().collect(Collectors.toMap(KnownFile::path, Function.identity()));
  }

  private IntakePlanner(
      Landing landing,
      Collection<KnownFile> known,
      Map<String, String> hashes,
      Map<String, EntityShape> shapes) {
    this.landing = landing;
    this.known = byPath(known);
    this.hashes = hashes;
    this.shapes = shapes;
  }

  private IntakePlan plan() {
    Map<String, List<IntakePlan.Identified>> present = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Set<String> quarantined = contradicted();
    landing
        .quarantined()
        .forEach(
            file -> refuse(file, Reason.FILE_REFUSED, "its delivery contradicts the manifest"));
    landing.quarantined().forEach(file -> seen.add(file.path()));
    for (LandingFile file : landing.files()) {
      seen.add(file.path());
      String sha = sha256(file);
      if (sha == null) {
        refuse(file, Reason.UNREADABLE, Unreadable.MESSAGE);
        continue;
      }
      if (quarantined.contains(file.delivery())) {
        refuse(
            file,
            Reason.FILE_REFUSED,
            "a file of its delivery has another SHA-256 than the manifest says, or cannot be read");
        continue;
      }
      IntakePlan.Identified identified = new IntakePlan.Identified(file, sha, fileId(file, sha));
      present.computeIfAbsent(identified.fileId(), id -> new ArrayList<>()).add(identified);
      supersede(file, identified.fileId());
    }
    Map<String, KnownFile> archived = new HashMap<>();
    known.values().stream()
        .filter(k -> !seen.contains(k.path()) && k.fileId() != null)
        .filter(k -> k.status().isRead())
        .forEach(k -> archived.put(k.fileId(), k));
    present.forEach((fileId, same) -> decide(same, archived.get(fileId)));
    present.forEach(
        (fileId, same) -> {
          if (!same.stream().allMatch(this::isStillRefused)) {
            stale.remove(fileId);
          }
        });
    stale.keySet().removeAll(archived.keySet());
    // Delivered a second time by a file that is gone from the landing folder: it still counts.
    known.values().stream()
        .filter(k -> !seen.contains(k.path()) && k.status() == ReadOutcome.Status.DUPLICATE)
        .forEach(k -> stale.remove(k.fileId()));
    toRead.sort(
        Comparator.comparing((IntakePlan.Identified i) -> i.file().source())
            .thenComparing(i -> i.file().entity())
            .thenComparing(i -> i.file().path()));
    return new IntakePlan(
        List.copyOf(toRead),
        List.copyOf(recorded),
        List.copyOf(stale.values()),
        List.copyOf(findings));
  }

  /** Deliveries in which a file's hash is not the manifest's, or cannot be known. */
  private Set<String> contradicted() {
    Set<String> deliveries = new TreeSet<>();
    for (LandingFile file : landing.files()) {
      String sha = sha256(file);
      if (sha == null && file.expected() != null) {
        deliveries.add(file.delivery());
        continue;
      }
      boolean isOther =
          file.expected() != null
              && file.expected().sha256() != null
              && !file.expected().sha256().equals(sha);
      if (isOther && deliveries.add(file.delivery())) {
        findings.add(
            new Finding(
                Finding.Kind.MANIFEST_MISMATCH,
                file.source(),
                file.path(),
                "has another SHA-256 than its manifest says"));
      }
    }
    return deliveries;
  }

  private void decide(List<IntakePlan.Identified> all, KnownFile archived) {
    // A file may be refused for its delivery's sake: the same bytes may come again in another.
    List<IntakePlan.Identified> same = all.stream().filter(file -> !isStillRefused(file)).toList();
    if (same.isEmpty()) {
      return;
    }
    IntakePlan.Identified least =
        same.stream()
            .min(
                Comparator.comparing((IntakePlan.Identified i) -> i.file().deliveryDate())
                    .thenComparing(i -> i.file().path()))
            .orElseThrow();
    boolean isArchivedLess = archived != null && archived.isLess(least.file());
    for (IntakePlan.Identified other : same) {
      if (other != least || isArchivedLess) {
        duplicate(other, isArchivedLess ? archived.path() : least.file().path());
      }
    }
    if (!isArchivedLess && !isTakenIn(least)) {
      toRead.add(least);
    }
    if (archived != null && !isArchivedLess) {
      recorded.add(
          new FileOutcome(
              archived.as(ReadOutcome.Status.DUPLICATE),
              0,
              0,
              0,
              null,
              bytesOf(least.file().path())));
    }
  }

  /** Whether the rows of the file stand as they would if it were read now. */
  private boolean isTakenIn(IntakePlan.Identified file) {
    KnownFile before = known.get(file.file().path());
    return isReadAlike(file, before) && before.status().isRead();
  }

  private boolean isStillRefused(IntakePlan.Identified file) {
    KnownFile before = known.get(file.file().path());
    return isReadAlike(file, before)
        && before.status() == ReadOutcome.Status.REFUSED
        && before.manifest().equals(file.file().manifest());
  }

  private boolean isReadAlike(IntakePlan.Identified file, KnownFile before) {
    return before != null
        && file.fileId().equals(before.fileId())
        && fingerprint(file.file()).equals(before.shape());
  }

  private void duplicate(IntakePlan.Identified file, String of) {
    KnownFile before = known.get(file.file().path());
    boolean isRecorded =
        before != null
            && file.fileId().equals(before.fileId())
            && before.status() == ReadOutcome.Status.DUPLICATE;
    if (!isRecorded) {
      recorded.add(
          FileOutcome.of(
              file.file(),
              file.sha256(),
              file.fileId(),
              new ReadOutcome(ReadOutcome.Status.DUPLICATE, 0, 0, null, bytesOf(of)),
              fingerprint(file.file())));
    }
  }

  private void refuse(LandingFile file, String reason, String message) {
    KnownFile before = known.get(file.path());
    boolean isRecorded =
        before != null
            && !reason.equals(Reason.UNREADABLE) // tried again, and said again
            && before.status() == ReadOutcome.Status.REFUSED
            && before.bytes() == file.bytes()
            && before.modifiedMillis() == file.modifiedMillis()
            && before.manifest().equals(file.manifest());
    supersede(file, null);
    if (!isRecorded) {
      recorded.add(
          FileOutcome.of(
              file,
              null,
              null,
              new ReadOutcome(ReadOutcome.Status.REFUSED, 0, 0, reason, message),
              fingerprint(file)));
    }
  }

  /**
   * What this path said before goes, unless another file still says it; also where it was a copy:
   * the file that it repeated may say something else since.
   */
  private void supersede(LandingFile file, String fileId) {
    KnownFile before = known.get(file.path());
    if (before == null || before.fileId() == null || before.fileId().equals(fileId)) {
      return;
    }
    if (before.status() != ReadOutcome.Status.REFUSED) {
      stale.put(
          before.fileId(),
          new IntakePlan.Dropped(before.source(), before.entity(), before.fileId()));
    }
    findings.add(
        new Finding(
            Finding.Kind.CHANGED_FILE,
            file.source(),
            file.path(),
            "no longer stands as it was taken in before: its earlier rows go"));
  }

  private String sha256(LandingFile file) {
    KnownFile before = known.get(file.path());
    return before != null && before.hasSameBytes(file) ? before.sha256() : hashes.get(file.path());
  }

  private String fingerprint(LandingFile file) {
    return fingerprints.computeIfAbsent(
        file.source() + "." + file.entity(), entity -> shapes.get(entity).fingerprint());
  }

  private static String bytesOf(String path) {
    return "has the bytes of " + path;
  }
}
