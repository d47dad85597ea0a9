package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A landing folder in memory: a file's content is a word, its SHA-256 the word itself. */
class IntakePlanTest {
  private final Map<String, LandingFile> files = new HashMap<>();
  private final Map<String, LandingFile> quarantined = new HashMap<>();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, KnownFile> known = new HashMap<>();
  private EntityShape shape;
  private long clock;

  @BeforeEach
  void start() {
    shape = FileReading.csv("id");
  }

  private void land(String day, String name, String content) {
    land(day, name, content, "", null);
  }

  private void land(
      String day, String name, String content, String manifest, Manifest.Entry expected) {
    String path = "crm/contact/" + day + "/" + name;
    contents.put(path, content);
    files.put(
        path,
        new LandingFile(
            "crm",
            "contact",
            name.contains("/") ? name.substring(0, name.indexOf('/')) : "",
            LocalDate.parse(day),
            path,
            content.length(),
            ++clock,
            manifest,
            expected));
  }

  /** Plans, and records what reading would have given. */
  private IntakePlan run() {
    Landing landing =
        new Landing(
            "/landing",
            LocalDate.MAX,
            files.values().stream().sorted(Comparator.comparing(LandingFile::path)).toList(),
            List.copyOf(quarantined.values()),
            List.of(),
            List.of());
    Map<String, String> hashes = new HashMap<>();
    for (LandingFile file : IntakePlanner.unhashed(landing, known.values())) {
      if (!contents.get(file.path()).isEmpty()) { // as of one that cannot be read
        hashes.put(file.path(), contents.get(file.path()));
      }
    }
    IntakePlan plan =
        IntakePlanner.plan(landing, known.values(), hashes, Map.of("crm.contact", shape));
    List<FileOutcome> outcomes = new ArrayList<>(plan.recorded());
    for (IntakePlan.Identified file : plan.toRead()) {
      outcomes.add(
          FileOutcome.of(
              file.file(),
              file.sha256(),
              file.fileId(),
              new ReadOutcome(Status.OK, 1, 0, null, null),
              shape.fingerprint()));
    }
    outcomes.forEach(outcome -> known.put(outcome.file().path(), outcome.file()));
    return plan;
  }

  private static List<String> read(IntakePlan plan) {
    return plan.toRead().stream().map(i -> i.file().path().substring(12)).toList();
  }

  private static List<String> recorded(IntakePlan plan, Status status) {
    return plan.recorded().stream()
        .filter(outcome -> outcome.file().status() == status)
        .map(outcome -> outcome.file().path().substring(12))
        .sorted()
        .toList();
  }

  @Test
  void theLeastOfEqualFilesStandsForAllInOneRun() {
    land("2026-03-02", "a", "same");
    land("2026-03-01", "z", "same");
    land("2026-03-01", "b", "same");
    land("2026-03-01", "SV_1/a", "same");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-01/SV_1/a", "2026-03-01/b");
    assertThat(recorded(plan, Status.DUPLICATE)).containsExactly("2026-03-01/z", "2026-03-02/a");
    IntakePlan again = run();
    assertThat(again.toRead()).isEmpty();
    assertThat(again.recorded()).isEmpty();
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    land("2026-03-05", "late", "same");
    run();
    land("2026-03-04", "early", "same");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-04/early");
    assertThat(recorded(plan, Status.DUPLICATE)).containsExactly("2026-03-05/late");
    assertThat(plan.dropped()).isEmpty();
  }

  @Test
  void anArchivedFileStillStands() {
    land("2026-03-01", "a", "same");
    run();
    files.clear();
    land("2026-03-02", "b", "same");
    IntakePlan later = run();
    assertThat(later.toRead()).isEmpty();
    assertThat(recorded(later, Status.DUPLICATE)).containsExactly("2026-03-02/b");
    land("2026-02-01", "c", "same");
    IntakePlan earlier = run();
    assertThat(read(earlier)).containsExactly("2026-02-01/c");
    assertThat(recorded(earlier, Status.DUPLICATE)).containsExactly("2026-03-01/a");
    assertThat(run().recorded()).isEmpty();
  }

  @Test
  void otherBytesUnderAPathReplaceTheEarlierOnes() {
    land("2026-03-01", "a", "half");
    land("2026-03-02", "b", "half");
    String half = run().toRead().get(0).fileId();
    land("2026-03-01", "a", "whole");
    IntakePlan corrected = run();
    assertThat(read(corrected)).containsExactly("2026-03-01/a", "2026-03-02/b");
    assertThat(corrected.dropped()).isEmpty();
    assertThat(corrected.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.CHANGED_FILE);
    land("2026-03-02", "b", "other");
    IntakePlan dropped = run();
    assertThat(dropped.dropped()).extracting(IntakePlan.Dropped::fileId).containsExactly(half);
    assertThat(run().toRead()).isEmpty();
  }

  @Test
  void anotherTimeAloneChangesNothing() {
    land("2026-03-01", "a", "x");
    run();
    land("2026-03-01", "a", "x");
    IntakePlan plan = run();
    assertThat(plan.toRead()).isEmpty();
    assertThat(plan.dropped()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void anotherShapeReadsAgainWhatIsStillThere() {
    land("2026-03-01", "a", "x");
    run();
    shape = FileReading.csv("id", "name");
    assertThat(read(run())).containsExactly("2026-03-01/a");
    assertThat(run().toRead()).isEmpty();
  }

  @Test
  void anotherHashThanTheManifestSaysQuarantinesTheDelivery() {
    land("2026-03-01", "a", "x", "m1", new Manifest.Entry("a", null, null, "x"));
    land("2026-03-01", "b", "y", "m1", new Manifest.Entry("b", null, null, "z"));
    land("2026-03-02", "c", "w");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-02/c");
    assertThat(recorded(plan, Status.REFUSED)).containsExactly("2026-03-01/a", "2026-03-01/b");
    assertThat(run().recorded()).isEmpty();
    land("2026-03-01", "a", "x", "m2", new Manifest.Entry("a", null, null, "x"));
    land("2026-03-01", "b", "y", "m2", new Manifest.Entry("b", null, null, "y"));
    assertThat(read(run())).containsExactly("2026-03-01/a", "2026-03-01/b");
  }

  @Test
  void bytesRefusedInOneDeliveryMayComeInAnother() {
    land("2026-03-01", "a", "x", "m1", null);
    run();
    KnownFile a = known.get("crm/contact/2026-03-01/a");
    ReadOutcome refused = new ReadOutcome(Status.REFUSED, 0, 0, Reason.FILE_REFUSED, "rows");
    LandingFile file = files.get(a.path());
    known.put(a.path(), FileOutcome.of(file, a.sha256(), a.fileId(), refused, a.shape()).file());
    assertThat(run().toRead()).isEmpty();
    land("2026-03-02", "b", "x");
    assertThat(read(run())).containsExactly("2026-03-02/b");
    assertThat(run().toRead()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsTriedAgainAndKeepsItsDeliveryWaiting() {
    land("2026-03-01", "a", "");
    land("2026-03-02", "b", "", "m1", new Manifest.Entry("b", null, null, null));
    land("2026-03-02", "c", "y", "m1", new Manifest.Entry("c", null, null, null));
    land("2026-03-03", "d", "z");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-03/d");
    assertThat(recorded(plan, Status.REFUSED))
        .containsExactly("2026-03-01/a", "2026-03-02/b", "2026-03-02/c");
    assertThat(recorded(run(), Status.REFUSED)).containsExactly("2026-03-01/a", "2026-03-02/b");
    contents.replaceAll((path, content) -> content.isEmpty() ? path : content);
    assertThat(read(run())).containsExactly("2026-03-01/a", "2026-03-02/b", "2026-03-02/c");
  }

  @Test
  void bytesOfAnArchivedDeliveryStayWhenTheirFirstFileIsCorrected() {
    land("2026-03-01", "a", "x");
    land("2026-03-02", "b", "x");
    run();
    files.remove("crm/contact/2026-03-02/b");
    String x = known.get("crm/contact/2026-03-01/a").fileId();
    land("2026-03-01", "a", "y");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-01/a");
    assertThat(plan.dropped()).isEmpty();
    land("2026-03-02", "b", "z");
    assertThat(run().dropped())
        .as("nobody says it any more")
        .extracting(IntakePlan.Dropped::fileId)
        .containsExactly(x);
  }

  @Test
  void aCopyThatSaysSomethingElseTakesNothingFromItsFirstFile() {
    land("2026-03-01", "a", "x");
    land("2026-03-02", "b", "x");
    run();
    land("2026-03-02", "b", "z");
    IntakePlan plan = run();
    assertThat(read(plan)).containsExactly("2026-03-02/b");
    assertThat(plan.dropped()).isEmpty();
    files.remove("crm/contact/2026-03-01/a");
    land("2026-03-03", "c", "x");
    run();
    land("2026-03-03", "c", "w");
    assertThat(run().dropped()).as("it is archived").isEmpty();
  }

  @Test
  void quarantinedFilesAreRecordedOnce() {
    land("2026-03-01", "a", "x", "m1", null);
    quarantined.putAll(files);
    files.clear();
    assertThat(recorded(run(), Status.REFUSED)).containsExactly("2026-03-01/a");
    assertThat(run().recorded()).isEmpty();
    files.putAll(quarantined);
    quarantined.clear();
    assertThat(read(run())).containsExactly("2026-03-01/a");
  }
}
