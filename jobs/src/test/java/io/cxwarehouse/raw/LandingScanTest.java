package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.raw.Finding.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingScanTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
  private static final Instant NOW = Instant.parse("2026-04-01T01:00:00Z");

  @TempDir Path root;

  private static SourceShape source(boolean isRequired, boolean isMarked, Duration settle) {
    return new SourceShape(
        "crm",
        true,
        isRequired,
        isMarked,
        Duration.ofDays(2),
        settle,
        Map.of("contact", FileReading.csv("id")));
  }

  private static final SourceShape PLAIN = source(false, false, Duration.ZERO);

  private void land(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
  }

  private Landing scan(SourceShape source) {
    return scan(root.toString(), new Configuration(), source);
  }

  private static Landing scan(String root, Configuration hadoop, SourceShape source) {
    return LandingScan.scan(root, hadoop, Map.of("crm", source), AS_OF, NOW);
  }

  @Test
  void listsDeliveriesUpToTheDateWithTheirFolders() throws IOException {
    land("crm/contact/2026-03-31/b.csv", "id\n1\n");
    land("crm/contact/2026-03-30/SV_1/x y%20:z.csv.gz", "");
    land("crm/contact/2026-04-01/later.csv", "id\n");
    land("crm/contact/2026-03-31/_tmp/c.csv", "id\n");
    land("crm/contact/2026-03-31/.hidden", "id\n");
    Landing landing = scan(PLAIN);
    assertThat(landing.files())
        .extracting(LandingFile::path)
        .containsExactly(
            "crm/contact/2026-03-30/SV_1/x y%20:z.csv.gz", "crm/contact/2026-03-31/b.csv");
    LandingFile first = landing.files().get(0);
    assertThat(first.surveyFolder()).isEqualTo("SV_1");
    assertThat(first.deliveryDate()).isEqualTo(LocalDate.of(2026, 3, 30));
    assertThat(landing.files().get(1).bytes()).isEqualTo(5);
    assertThat(landing.findings()).isEmpty();
  }

  @Test
  void reportsWhatItDoesNotRead() throws IOException {
    land("sap/x/2026-03-31/a.csv", "");
    land("crm/lead/2026-03-31/a.csv", "");
    land("crm/contact/2026-3-31/a.csv", "");
    land("crm/contact/2026-02-30/a.csv", "");
    land("crm/contact/a.csv", "");
    land("a.csv", "");
    assertThat(scan(PLAIN).findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(
            Kind.UNKNOWN_SOURCE,
            Kind.UNKNOWN_ENTITY,
            Kind.NOT_A_DATE,
            Kind.NOT_A_DATE,
            Kind.MISPLACED_FILE,
            Kind.MISPLACED_FILE);
    assertThat(scan(PLAIN).files()).isEmpty();
  }

  @Test
  void tellsOfWhatIsNoFile() throws Exception {
    land("crm/contact/2026-03-31/a.csv", "id\n");
    Path pipe = root.resolve("crm/contact/2026-03-31/pipe.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Landing landing = scan(PLAIN);
    assertThat(landing.files())
        .extracting(LandingFile::path)
        .containsExactly("crm/contact/2026-03-31/a.csv");
    assertThat(landing.findings())
        .extracting(Finding::kind, Finding::path)
        .containsExactly(tuple(Kind.UNREADABLE, "crm/contact/2026-03-31/pipe.csv"));
  }

  @Test
  void refusesLinksOutOfTheRoot(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("passwd"), "secret");
    land("crm/contact/2026-03-31/a.csv", "id\n");
    Path folder = root.resolve("crm/contact/2026-03-31");
    Files.createSymbolicLink(folder.resolve("evil.csv"), elsewhere.resolve("passwd"));
    Files.createSymbolicLink(folder.resolve("circle"), root);
    Files.createSymbolicLink(folder.resolve("same.csv"), folder.resolve("a.csv"));
    Files.createSymbolicLink(folder.resolve("nothing.csv"), elsewhere.resolve("gone"));
    Files.createSymbolicLink(root.resolve("crm/contact/2026-03-30"), elsewhere);
    Landing landing = scan(PLAIN);
    assertThat(landing.files())
        .extracting(LandingFile::path)
        .containsExactly("crm/contact/2026-03-31/a.csv", "crm/contact/2026-03-31/same.csv");
    assertThat(landing.findings()).extracting(Finding::kind).containsOnly(Kind.OUTSIDE_ROOT);
    assertThat(landing.findings())
        .extracting(Finding::path)
        .containsExactlyInAnyOrder(
            "crm/contact/2026-03-30",
            "crm/contact/2026-03-31/circle",
            "crm/contact/2026-03-31/evil.csv",
            "crm/contact/2026-03-31/nothing.csv");
  }

  @Test
  void waitsForMarkersAndForFilesToSettle() throws IOException {
    land("crm/contact/2026-03-31/a.csv", "id\n1\n");
    Landing unmarked = scan(source(true, true, Duration.ZERO));
    assertThat(unmarked.files()).isEmpty();
    assertThat(unmarked.findings().get(0).kind()).isEqualTo(Kind.NO_MARKER);
    assertThat(unmarked.missing()).hasSize(1);
    land("crm/contact/2026-03-31/_SUCCESS", "");
    Landing marked = scan(source(true, true, Duration.ZERO));
    assertThat(marked.files()).hasSize(1);
    assertThat(marked.missing()).isEmpty();
    assertThat(scan(source(false, false, Duration.ofMinutes(5))).findings().get(0).kind())
        .isEqualTo(Kind.SETTLING);
    assertThat(scan(source(false, false, Duration.ofSeconds(30))).files()).hasSize(1);
  }

  @Test
  void namesRequiredSourcesThatAreLate() throws IOException {
    assertThat(scan(source(true, false, Duration.ZERO)).missing())
        .containsExactly(new Landing.MissingDelivery("crm", null, LocalDate.of(2026, 3, 29)));
    land("crm/contact/2026-03-28/a.csv", "id\n");
    assertThat(scan(source(true, false, Duration.ZERO)).missing().get(0).newest())
        .isEqualTo(LocalDate.of(2026, 3, 28));
    assertThat(scan(PLAIN).findings().get(0).kind()).isEqualTo(Kind.STALE_SOURCE);
    land("crm/contact/2026-03-29/_SUCCESS", "");
    assertThat(scan(source(true, false, Duration.ZERO)).missing()).isEmpty();
  }

  @Test
  void checksManifests() throws IOException {
    String folder = "crm/contact/2026-03-31/";
    land(folder + "a.csv", "id\n1\n");
    land(
        folder + "_manifest.json",
        "{\"files\":[{\"name\":\"a.csv\",\"bytes\":5},{\"name\":\"s/b\"}]}");
    Landing incomplete = scan(source(true, false, Duration.ZERO));
    assertThat(incomplete.findings().get(0).kind()).isEqualTo(Kind.INCOMPLETE_DELIVERY);
    assertThat(incomplete.findings().get(0).message()).contains("s/b");
    assertThat(incomplete.files()).isEmpty();
    assertThat(incomplete.missing()).hasSize(1);

    land(folder + "s/b", "id\n2\n");
    Landing whole = scan(PLAIN);
    assertThat(whole.files()).hasSize(2);
    assertThat(whole.files().get(0).expected().bytes()).isEqualTo(5);

    land(folder + "s/c", "id\n3\n");
    Landing more = scan(PLAIN);
    assertThat(more.files()).isEmpty();
    assertThat(more.quarantined()).hasSize(3);
    assertThat(more.findings().get(0).message()).contains("s/c is not in the manifest");

    land(folder + "_manifest.json", "{\"files\":");
    assertThat(scan(PLAIN).quarantined()).hasSize(3);
    assertThat(scan(PLAIN).findings().get(0).kind()).isEqualTo(Kind.MANIFEST_MISMATCH);

    for (String name : List.of("../2026-03-30/a.csv", "s/../../x", "/etc/hostname", "..")) {
      land(folder + "_manifest.json", "{\"files\":[{\"name\":\"" + name + "\"}]}");
      assertThat(scan(PLAIN).quarantined()).hasSize(3);
      assertThat(scan(PLAIN).findings().get(0).message()).contains(name, "outside of its delivery");
    }
  }

  @Test
  void digestTellsWhetherAnythingMoved() throws IOException {
    land("crm/contact/2026-03-31/a.csv", "id\n1\n");
    String before = scan(PLAIN).digest();
    assertThat(scan(PLAIN).digest()).isEqualTo(before);
    land("crm/contact/2026-03-31/_manifest.json", "{\"files\":[{\"name\":\"a.csv\"}]}");
    String manifest = scan(PLAIN).digest();
    assertThat(manifest).isNotEqualTo(before);
    land("crm/contact/2026-03-31/a.csv", "id\n22\n");
    assertThat(scan(PLAIN).digest()).isNotEqualTo(manifest);
  }

  @Test
  void saysThatThereIsNoLandingFolder() {
    assertThatThrownBy(() -> scan(root + "/none", new Configuration(), PLAIN))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("landing.root");
  }

  @Test
  void listsOtherFileSystemsAlike() throws IOException {
    land("crm/contact/2026-03-31/SV/a.csv", "id\n1\n");
    land("crm/contact/2026-03-31/_tmp/a.csv", "id\n1\n");
    land("crm/contact/2026-03-31/_SUCCESS", "");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.cxw.link./landing", root.toUri().toString());
    Landing landing = scan("viewfs://cxw/landing", hadoop, source(false, true, Duration.ZERO));
    assertThat(landing.files())
        .extracting(LandingFile::path)
        .containsExactly("crm/contact/2026-03-31/SV/a.csv");
  }

  @Test
  void aStorageThatIsAwayIsToldWithARemedy() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.away.impl", Away.class, FileSystem.class);
    assertThatThrownBy(() -> scan("away:///landing", hadoop, PLAIN))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("The landing folder away:///landing cannot be listed.")
        .hasMessageContaining("cause: java.io.IOException: connection reset")
        .hasMessageContaining("run the same command again: nothing was taken in.");
  }

  /** A storage of which nothing can be read. */
  public static final class Away extends FilterFileSystem {
    public Away() {
      super(new RawLocalFileSystem());
    }

    @Override
    public URI getUri() {
      return URI.create("away:///");
    }

    @Override
    public org.apache.hadoop.fs.Path makeQualified(org.apache.hadoop.fs.Path path) {
      return path;
    }

    @Override
    public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
      throw new IOException("connection reset");
    }
  }
}
