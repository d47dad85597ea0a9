package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Random nights planned twice: from all files and all that is known, and from changed folders and
 * what the plan asks for. Contents are few, so that files repeat each other across folders. Runs
 * are of any date, and files may turn out to be unreadable only when they are read.
 */
class ChangedFoldersPlanTest {
  private static final LocalDate LAST = LocalDate.of(2026, 3, 6);

  private final Map<String, LandingFile> files = new TreeMap<>();
  private final Set<String> quarantined = new TreeSet<>();
  private final Set<String> locked = new TreeSet<>();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, KnownFile> known = new HashMap<>();
  private final Map<String, KnownFile> knownByChanges = new HashMap<>();
  private final Map<String, List<LandingFile>> dealtWith = new HashMap<>();
  private final List<FileOutcome> outcomes = new ArrayList<>();
  private EntityShape shape = FileReading.csv("id");
  private LocalDate asOf = LAST;
  private long clock;
  private long skipped;

  @Test
  void changedFoldersAndWhatIsAskedForGiveThePlanOfAllFiles() {
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      files.clear();
      quarantined.clear();
      locked.clear();
      known.clear();
      knownByChanges.clear();
      dealtWith.clear();
      for (int night = 0; night < 12; night++) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          change(random);
        }
        asOf = random.nextInt(3) > 0 ? LAST : LAST.minusDays(random.nextInt(6));
        String whole = told(plan(known, landing(all -> true), KnownFiles.of(List.of())));
        String changes = told(planChanges());
        assertThat(changes).as("seed %d, night %d", seed, night).isEqualTo(whole);
        assertThat(statuses(knownByChanges)).isEqualTo(statuses(known));
      }
    }
    assertThat(skipped).as("files of unchanged folders").isGreaterThan(5_000);
  }

  private void change(Random random) {
    String path = "crm/contact/2026-03-0" + (1 + random.nextInt(6)) + "/" + random.nextInt(3);
    String folder = path.substring(0, path.lastIndexOf('/'));
    switch (random.nextInt(10)) {
      case 0 -> files.remove(path);
      case 1 -> {
        if (files.containsKey(path)) {
          land(path, contents.get(path)); // touched
        }
      }
      case 2 -> {
        if (!quarantined.remove(folder)) {
          quarantined.add(folder);
        }
        stamp(folder);
      }
      case 3 -> stamp(folder);
      case 4 -> shape = random.nextInt(4) > 0 ? shape : FileReading.csv("id", "c" + clock);
      case 5 -> {
        if (!locked.remove(path)) {
          locked.add(path);
        }
      }
      default -> land(path, List.of("", "bad", "x", "y", "z").get(random.nextInt(5)));
    }
  }

  private void stamp(String folder) {
    long stamp = ++clock;
    files.replaceAll(
        (path, file) ->
            path.startsWith(folder + "/") ? file(path, file.modifiedMillis(), "m" + stamp) : file);
  }

  private void land(String path, String content) {
    contents.put(path, content);
    files.put(path, file(path, ++clock, ""));
  }

  /** Of a delivery with a manifest, what it says of one file may be wrong. */
  private LandingFile file(String path, long modified, String manifest) {
    String content = contents.get(path);
    Manifest.Entry entry =
        manifest.isEmpty()
            ? null
            : new Manifest.Entry(path, null, null, modified % 3 == 0 ? "x" : null);
    return new LandingFile(
        "crm",
        "contact",
        "",
        LocalDate.parse(path.split("/")[2]),
        path,
        content.length(),
        modified,
        manifest,
        entry);
  }

  private Landing landing(Predicate<String> folders) {
    List<LandingFile> good = new ArrayList<>();
    List<LandingFile> bad = new ArrayList<>();
    for (LandingFile file : files.values()) {
      if (folders.test(file.delivery()) && !file.deliveryDate().isAfter(asOf)) {
        (quarantined.contains(file.delivery()) ? bad : good).add(file);
      }
    }
    return new Landing("/landing", asOf, good, bad, List.of(), List.of());
  }

  private List<LandingFile> listing(String folder) {
    return files.values().stream().filter(file -> file.delivery().equals(folder)).toList();
  }

  private IntakePlan planChanges() {
    Set<String> changed = new HashSet<>();
    for (LandingFile file : files.values()) {
      List<LandingFile> before = dealtWith.get(file.delivery() + shape.fingerprint());
      if (!file.deliveryDate().isAfter(asOf) && !listing(file.delivery()).equals(before)) {
        changed.add(file.delivery());
      }
    }
    Landing landing = landing(changed::contains);
    Landing all = landing(folder -> true);
    skipped += all.files().size() - landing.files().size();
    Asked asked = new Asked();
    List<KnownFile> heirFiles = ChangedFolders.heirs(landing, asked);
    Set<String> heirs = new HashSet<>();
    heirFiles.forEach(file -> heirs.add(file.path()));
    IntakePlan plan =
        plan(
            knownByChanges,
            landing.with(all.files().stream().filter(file -> heirs.contains(file.path())).toList()),
            asked);
    for (String folder : changed) {
      dealtWith.keySet().removeIf(key -> key.startsWith(folder));
      dealtWith.put(folder + shape.fingerprint(), listing(folder));
    }
    asked.holdWhatWasHeld();
    Set<String> planned = new HashSet<>();
    plan.toRead().forEach(file -> planned.add(file.fileId()));
    plan.dropped().forEach(dropped -> planned.add(dropped.fileId()));
    for (String folder : ChangedFolders.unsettled(landing, heirFiles, asked, planned, outcomes)) {
      dealtWith.keySet().removeIf(key -> key.startsWith(folder));
    }
    return plan;
  }

  /** Plans, and records what reading would have given. */
  private IntakePlan plan(Map<String, KnownFile> log, Landing landing, KnownFiles asked) {
    boolean isWhole = log == known;
    Map<String, String> hashes = new HashMap<>();
    Collection<KnownFile> held = isWhole ? List.copyOf(log.values()) : asked.held();
    for (LandingFile file : IntakePlanner.unhashed(landing, held)) {
      if (!contents.get(file.path()).isEmpty()) { // as of one that cannot be read
        hashes.put(file.path(), contents.get(file.path()));
      }
    }
    Map<String, EntityShape> shapes = Map.of("crm.contact", shape);
    IntakePlan plan =
        isWhole
            ? IntakePlanner.plan(landing, held, hashes, shapes)
            : IntakePlanner.plan(landing, asked, hashes, shapes);
    outcomes.clear();
    outcomes.addAll(plan.recorded());
    for (IntakePlan.Identified file : plan.toRead()) {
      boolean isLocked = locked.contains(file.file().path());
      ReadOutcome outcome = new ReadOutcome(Status.OK, 1, 0, null, null);
      if (isLocked) {
        outcome = new ReadOutcome(Status.REFUSED, 0, 0, Reason.UNREADABLE, "locked");
      } else if (contents.get(file.file().path()).equals("bad")) {
        outcome = new ReadOutcome(Status.REFUSED, 0, 0, Reason.FILE_REFUSED, "bad");
      }
      outcomes.add( // without an identity where it was not read, as an intake has it
          FileOutcome.of(
              file.file(),
              isLocked ? null : file.sha256(),
              isLocked ? null : file.fileId(),
              outcome,
              shape.fingerprint()));
    }
    outcomes.forEach(outcome -> log.put(outcome.file().path(), outcome.file()));
    return plan;
  }

  private static String told(IntakePlan plan) {
    List<String> told = new ArrayList<>();
    plan.toRead().forEach(file -> told.add("read " + file.file().path() + " " + file.sha256()));
    plan.recorded().stream()
        .map(FileOutcome::file)
        .map(file -> file.status() + " " + file.path() + " " + file.sha256())
        .sorted()
        .forEach(told::add);
    plan.dropped().stream().map(dropped -> "drop " + dropped.fileId()).sorted().forEach(told::add);
    return String.join("\n", told);
  }

  private static Map<String, String> statuses(Map<String, KnownFile> log) {
    Map<String, String> statuses = new TreeMap<>();
    log.values().stream()
        .sorted(Comparator.comparing(KnownFile::path))
        .forEach(file -> statuses.put(file.path(), file.status() + " " + file.fileId()));
    return statuses;
  }

  /** Holds what was asked for, and nothing else. */
  private final class Asked implements KnownFiles {
    private final Map<String, KnownFile> held = new HashMap<>();

    @Override
    public Collection<KnownFile> held() {
      return held.values();
    }

    /** And what became of it. */
    void holdWhatWasHeld() {
      outcomes.forEach(outcome -> held.put(outcome.file().path(), outcome.file()));
    }

    private void hold(Predicate<KnownFile> asked) {
      knownByChanges.values().stream().filter(asked).forEach(file -> held.put(file.path(), file));
    }

    @Override
    public void needFolders(Set<String> folders) {
      hold(file -> folders.contains(file.delivery()));
    }

    @Override
    public void needContents(Set<String> fileIds) {
      hold(f -> f.status() != Status.DUPLICATE && fileIds.contains(f.fileId()));
    }

    @Override
    public void needCopies(Set<String> fileIds) {
      hold(file -> Objects.nonNull(file.fileId()) && fileIds.contains(file.fileId()));
    }
  }
}
