package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights over a landing folder on disk: which date folders are listed, and which are seen. */
class LandingFoldersTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
  private static final Instant NOW = Instant.parse("2026-04-01T01:00:00Z");
  private static final OptionalInt WEEK = OptionalInt.of(7);
  private static final String OLD = "crm/contact/2026-01-05/";

  @TempDir Path root;
  private final Map<String, ListedFolder> known = new HashMap<>();
  private EntityShape shape = FileReading.csv("id");
  private Duration settle = Duration.ZERO;
  private Configuration hadoop = new Configuration();
  private String place;

  @BeforeEach
  void landTenFolders() throws IOException {
    place = root.toString();
    for (int day = 1; day <= 9; day++) {
      land("crm/contact/2026-01-0" + day + "/a.csv", "id\n" + day + "\n");
      land("crm/contact/2026-01-0" + day + "/b.csv", "id\n" + day + "0\n");
    }
    land("crm/contact/2026-03-30/a.csv", "id\n99\n");
    rest();
  }

  private void land(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    at(file, NOW.minusSeconds(9000));
  }

  private static void at(Path path, Instant time) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(time));
  }

  /** Hours pass. */
  private void rest() throws IOException {
    try (var folders = Files.list(root.resolve("crm/contact"))) {
      for (Path folder : folders.toList()) {
        at(folder, NOW.minusSeconds(7200));
      }
    }
  }

  private Landing night(OptionalInt listDays) {
    SourceShape source =
        new SourceShape(
            "crm", true, false, false, Duration.ofDays(2), settle, Map.of("contact", shape));
    Landing landing =
        LandingScan.scan(
            place,
            hadoop,
            Map.of("crm", source),
            new KnownFolders(Map.copyOf(known), listDays),
            AS_OF,
            NOW);
    landing.changed().forEach(folder -> known.put(folder.path(), folder));
    return landing;
  }

  private static List<String> paths(Landing landing) {
    return landing.files().stream().map(LandingFile::path).toList();
  }

  @Test
  void aSecondNightListsWhatCanHaveChangedAndSeesWhatDid() throws IOException {
    Landing first = night(WEEK);
    assertThat(first.totals().listed()).isEqualTo(10);
    assertThat(first.files()).hasSize(19);
    land("crm/contact/2026-03-31/a.csv", "id\n100\n");
    Landing second = night(WEEK);
    assertThat(second.totals().listed()).as("the week's two").isEqualTo(2);
    assertThat(second.totals().folders()).isEqualTo(11);
    assertThat(second.totals().files()).isEqualTo(20);
    assertThat(second.totals().newest()).isEqualTo(AS_OF);
    assertThat(paths(second)).containsExactly("crm/contact/2026-03-31/a.csv");
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(night(WEEK).digest()).isEqualTo(second.digest());
    assertThat(night(OptionalInt.empty()).digest())
        .as("listed or not, the same files are the same")
        .isEqualTo(second.digest());
  }

  @Test
  void aLateFileInAnOldFolderIsFound() throws IOException {
    night(WEEK);
    land(OLD + "late.csv", "id\n7\n");
    Landing landing = night(WEEK);
    assertThat(landing.totals().listed()).isEqualTo(2);
    assertThat(paths(landing)).containsExactly(OLD + "a.csv", OLD + "b.csv", OLD + "late.csv");
    Landing next = night(WEEK);
    assertThat(next.files()).isEmpty();
    assertThat(next.totals().listed()).as("it may change again within the hour").isEqualTo(2);
  }

  @Test
  void aFileRenamedIntoThePlaceOfAnOldOneIsFound() throws IOException {
    night(WEEK);
    land("_new.csv", "id\n80\n");
    Files.move(
        root.resolve("_new.csv"),
        root.resolve(OLD + "a.csv"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(paths(night(WEEK))).contains(OLD + "a.csv");
  }

  @Test
  void aFileRewrittenInPlaceIsFoundWhereAllFoldersAreListed() throws IOException {
    night(OptionalInt.empty());
    land(OLD + "a.csv", "id\n80\n");
    assertThat(night(WEEK).files()).as("its folder does not tell").isEmpty();
    Landing all = night(OptionalInt.empty());
    assertThat(paths(all)).containsExactly(OLD + "a.csv", OLD + "b.csv");
    assertThat(all.totals().listed()).isEqualTo(10);
    land("crm/contact/2026-03-30/a.csv", "id\n990\n");
    assertThat(paths(night(WEEK)))
        .as("in the week")
        .containsExactly("crm/contact/2026-03-30/a.csv");
  }

  @Test
  void aDeletedFileIsNoticed() throws IOException {
    Landing first = night(WEEK);
    Files.delete(root.resolve(OLD + "b.csv"));
    Landing landing = night(WEEK);
    assertThat(paths(landing)).containsExactly(OLD + "a.csv");
    assertThat(landing.digest()).isNotEqualTo(first.digest());
  }

  @Test
  void aFolderWhoseTimeLiesAheadOrGoesBackIsListed() throws IOException {
    Path folder = root.resolve(OLD);
    at(folder, NOW.plusSeconds(86_400));
    night(WEEK);
    assertThat(night(WEEK).totals().listed()).as("of a clock that is ahead").isEqualTo(2);
    at(folder, NOW.minusSeconds(7200));
    night(WEEK);
    assertThat(night(WEEK).totals().listed()).isEqualTo(1);
    at(folder, NOW.minusSeconds(90_000));
    assertThat(night(WEEK).totals().listed()).as("of a clock set back").isEqualTo(2);
  }

  @Test
  void foldersInFoldersAreAlwaysListed() throws IOException {
    land(OLD + "SV_1/a.csv", "id\n1\n");
    rest();
    night(WEEK);
    land(OLD + "SV_1/b.csv", "id\n2\n");
    rest();
    assertThat(paths(night(WEEK))).contains(OLD + "SV_1/b.csv");
  }

  @Test
  void aFolderWithAnEmptyFolderInItIsAlwaysListed() throws IOException {
    Files.createDirectories(root.resolve(OLD + "SV_1"));
    rest();
    night(WEEK);
    land(OLD + "SV_1/a.csv", "id\n1\n");
    rest();
    assertThat(paths(night(WEEK))).contains(OLD + "SV_1/a.csv");
  }

  @Test
  void aFolderInWhichSomethingCouldNotBeLookedAtIsAlwaysListed() throws IOException {
    Files.createDirectories(root.resolve("_parked"));
    Files.createSymbolicLink(root.resolve(OLD + "link.csv"), root.resolve("_parked/late.csv"));
    rest();
    night(WEEK);
    land("_parked/late.csv", "id\n1\n");
    assertThat(paths(night(WEEK))).contains(OLD + "link.csv");
  }

  @Test
  void anotherWayOfReadingSeesAllFilesAgain() {
    night(WEEK);
    shape = FileReading.csv("id", "name");
    assertThat(night(WEEK).files()).hasSize(19);
    assertThat(night(WEEK).files()).isEmpty();
  }

  @Test
  void aFolderOfAManifestAloneChangesWithIt() {
    assertThat(ListedFolder.digest(new TreeMap<>(), "12:1"))
        .isEqualTo(ListedFolder.digest(new TreeMap<>(), "12:1"))
        .isNotEqualTo(ListedFolder.digest(new TreeMap<>(), "40:2"));
  }

  @Test
  void aFolderThatWaitsIsLookedAtAgain() throws IOException {
    settle = Duration.ofMinutes(30);
    night(WEEK);
    land(OLD + "late.csv", "id\n7\n");
    at(root.resolve(OLD + "late.csv"), NOW.minusSeconds(60));
    assertThat(night(WEEK).files()).isEmpty();
    at(root.resolve(OLD + "late.csv"), NOW.minusSeconds(3600));
    assertThat(paths(night(WEEK))).contains(OLD + "late.csv");
  }

  @Test
  void storesWithoutFolderTimesAreListedWholeInAnyOrder() throws IOException {
    place = "viewfs://cxw/landing";
    hadoop.set("fs.viewfs.mounttable.cxw.link./landing", root.toUri().toString());
    hadoop.setBoolean("fs.viewfs.impl.disable.cache", true);
    String inOrder = night(WEEK).digest();
    land(OLD + "a.csv", "id\n80\n");
    Landing landing = night(WEEK);
    assertThat(paths(landing)).containsExactly(OLD + "a.csv", OLD + "b.csv");
    assertThat(landing.totals().listed()).isEqualTo(10);
    hadoop.setClass("fs.viewfs.impl", Unordered.class, org.apache.hadoop.fs.FileSystem.class);
    Landing unordered = night(WEEK);
    assertThat(unordered.files()).isEmpty();
    assertThat(unordered.totals()).isEqualTo(landing.totals()).isNotEqualTo(inOrder);
    land(OLD + "c.csv", "id\n81\n");
    assertThat(paths(night(WEEK))).containsExactly(OLD + "a.csv", OLD + "b.csv", OLD + "c.csv");
  }

  /** A store that lists files by their names, so that the files of a folder come apart. */
  public static final class Unordered extends ViewFileSystem {
    public Unordered() throws IOException {}

    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(
        org.apache.hadoop.fs.Path folder, boolean isRecursive) throws IOException {
      List<LocatedFileStatus> files = new ArrayList<>();
      RemoteIterators.foreach(super.listFiles(folder, isRecursive), files::add);
      files.sort(Comparator.comparing(file -> file.getPath().getName()));
      return RemoteIterators.remoteIteratorFromIterable(files);
    }
  }
}
