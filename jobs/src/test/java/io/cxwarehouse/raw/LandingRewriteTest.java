package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.gzip;
import static io.cxwarehouse.raw.FileReading.json;
import static io.cxwarehouse.raw.FileReading.shape;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of which a cell, or the text, holds “zoe” go; every other byte stays. */
class LandingRewriteTest {
  private static final String DELIVERY = "crm/contact/2026-03-31";
  private static final RowTest ZOE =
      new RowTest() {
        @Override
        public boolean goes(List<String> cells, String key) {
          return cells.stream().anyMatch(cell -> cell != null && goes(cell));
        }

        @Override
        public boolean goes(String text) {
          return text.contains("zoe");
        }
      };

  @TempDir Path root;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cxwarehouse.raw.LandingRewriteFiles#files")
  void rowsGoAndEveryOtherByteStays(String what, EntityShape shape, String before, String after)
      throws IOException {
    List<Charset> charsets = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE);
    for (Charset charset : charsets) {
      String mark = charset.equals(StandardCharsets.UTF_8) ? "" : "\uFEFF";
      write("a", (mark + before).getBytes(charset));
      assertThat(rewrite(shape, "a")).allMatch(LandingRewritten::isPossible).hasSize(1);
      assertThat(read("a")).isEqualTo((mark + after).getBytes(charset));
    }
    write("a.gz", gzip(("\uFEFF" + before).getBytes(StandardCharsets.UTF_8)));
    rewrite(shape, "a.gz");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(read("a.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("\uFEFF" + after);
    }
    write("b_02:00", before.getBytes(StandardCharsets.UTF_8));
    assertThat(rewrite(shape, "b_02:00")).allMatch(LandingRewritten::isPossible).hasSize(1);
    assertThat(read("b_02:00")).isEqualTo(after.getBytes(StandardCharsets.UTF_8));
    assertThat(rewrite(shape, "a", "a.gz", "b_02:00")).as("nothing is left to do").isEmpty();
    assertThat(names()).containsExactly("a", "a.gz", "b_02:00");
  }

  @Test
  void manyRowsAcrossBuffersAreToldApart() throws IOException {
    StringBuilder before = new StringBuilder("Id,Name\n");
    StringBuilder after = new StringBuilder("Id,Name\n");
    StringBuilder page = new StringBuilder("{\"results\":[");
    for (int i = 0; i < 20_000; i++) {
      boolean goes = i % 7 == 3;
      String row = i + ",\"" + (goes ? "zoe" : "Ünn") + "\n" + i + "\"\r\n";
      before.append(row);
      after.append(goes ? "" : row);
      page.append(i == 0 ? "" : ",\n").append("{\"id\":").append(i);
      page.append(",\"name\":\"").append(goes ? "zoe" : "€").append("\"}");
    }
    write("a.csv", before.toString().getBytes(StandardCharsets.UTF_8));
    write("a.json", page.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    assertThat(rewrite(LandingRewriteFiles.CSV, "a.csv").get(0).rows()).isEqualTo(2857);
    assertThat(read("a.csv")).isEqualTo(after.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(rewrite(LandingRewriteFiles.JSON, "a.json").get(0).rows()).isEqualTo(2857);
    FileReading json = FileReading.of(LandingRewriteFiles.JSON, "a.json", read("a.json"));
    assertThat(json.keys()).hasSize(20_000 - 2857).startsWith("0", "1", "2", "4");
  }

  @Test
  void theManifestHoldsAgainAndTheFileKeepsItsTimeAndItsReaders() throws IOException {
    write("a.csv", "Id,Name\n1,a\n2,zoe\n3\n");
    write("sub/b.csv", "Id,Name\n1,a\n");
    write("_SUCCESS", "");
    write("_manifest.json", manifest("a.csv", 3) + manifest("sub/b.csv", 1));
    Files.writeString(
        file("_manifest.json"),
        "{\"by\":\"crm\",\"files\":["
            + manifest("a.csv", 3)
            + ","
            + manifest("sub/b.csv", 1)
            + "]}");
    Files.setPosixFilePermissions(file("a.csv"), PosixFilePermissions.fromString("rw-r-----"));
    FileTime time = FileTime.from(Instant.parse("2026-03-31T04:00:00Z"));
    Files.setLastModifiedTime(file("a.csv"), time);
    String before = Files.readString(file("_manifest.json"));

    assertThat(rewriteOf(LandingRewriteFiles.CSV).find(paths("a.csv", "sub/b.csv")))
        .containsExactly(new LandingRewritten(DELIVERY + "/a.csv", 1, null));
    assertThat(Files.readString(file("_manifest.json"))).as("a trial").isEqualTo(before);

    assertThat(rewrite(LandingRewriteFiles.CSV, "a.csv", "sub/b.csv")).hasSize(1);
    assertThat(Files.readString(file("_manifest.json")))
        .contains("\"by\" : \"crm\"", "\"rows\" : 2");
    assertFitsManifest();
    assertThat(Files.getLastModifiedTime(file("a.csv"))).isEqualTo(time);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a.csv"))))
        .isEqualTo("rw-r-----");
    assertThat(names()).containsExactly("_SUCCESS", "_manifest.json", "a.csv", "b.csv");
  }

  @Test
  void aManifestThatADeadProcessLeftAsideIsPutBack() throws IOException {
    write("a.csv", "Id,Name\n1,a\n2,zoe\n");
    write("b.csv", "Id,Name\n1,b\n");
    String said = "{\"files\":[" + manifest("a.csv", 2) + "," + manifest("b.csv", 1) + "]}";
    write("_manifest.json.aside", said);
    write("a.csv", "Id,Name\n1,a\n");
    assertThat(scan().files()).as("meanwhile the files are read").hasSize(2);
    assertThat(rewrite(LandingRewriteFiles.CSV, "a.csv")).isEmpty();
    assertFitsManifest();
    assertThat(names()).containsExactly("_manifest.json", "a.csv", "b.csv");
  }

  @Test
  void namesThatLeadOutOfTheDeliveryAreNotFollowed(@TempDir Path elsewhere) throws IOException {
    write("a.csv", "Id,Name\n1,a\n2,zoe\n");
    Path secret = Files.writeString(elsewhere.resolve("secret"), "xyz");
    Files.createSymbolicLink(file("link"), secret);
    Files.writeString(file("").resolve("../other"), "xyz");
    String said =
        "{\"files\":[{\"name\":\"../other\",\"bytes\":1,\"sha256\":\"\"},"
            + "{\"name\":\"link\",\"bytes\":1,\"sha256\":\"\"}]}";
    write("_manifest.json.aside", said);
    rewrite(LandingRewriteFiles.CSV, "a.csv");
    assertThat(new String(read("_manifest.json"), StandardCharsets.UTF_8).replaceAll("\\s", ""))
        .isEqualTo(said);
  }

  @Test
  void whatCannotBeRewrittenStaysAndSaysWhy() throws IOException {
    write("quote.csv", "Id,Name\n1,zoe\n2,\"b\n");
    write("latin.csv", "Id,Name\n1,zoe\n2,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    write("header.csv", "Name\nzoe\n");
    write("cut.csv.gz", Arrays.copyOf(gzip("Id,Name\n1,zoe\n2,b\n3,c\n".getBytes()), 25));
    write("link.csv", "Id,Name\n1,zoe\n");
    Files.move(file("link.csv"), root.resolve("target.csv"));
    Files.createSymbolicLink(file("link.csv"), root.resolve("target.csv"));
    Map<String, byte[]> before =
        names().stream().collect(Collectors.toMap(name -> name, this::readUnchecked));
    List<LandingRewritten> files =
        rewrite(
            LandingRewriteFiles.CSV,
            "quote.csv",
            "latin.csv",
            "header.csv",
            "cut.csv.gz",
            "link.csv",
            "gone.csv");
    assertThat(files.stream().map(f -> f.path().substring(DELIVERY.length() + 1)))
        .containsExactlyInAnyOrder(
            "quote.csv", "latin.csv", "header.csv", "cut.csv.gz", "link.csv");
    assertThat(files.stream().map(LandingRewritten::obstacle).collect(Collectors.joining("\n")))
        .contains("never closed", "not UTF-8 text", "no column “Id”", "truncated", "symbolic link");
    before.forEach((name, bytes) -> assertThat(readUnchecked(name)).as(name).isEqualTo(bytes));

    write("few.csv", "Id,Name\n1,zoe\n");
    EntityShape atLeastOne =
        new EntityShape(
            "crm",
            "contact",
            Format.CSV,
            LandingRewriteFiles.CSV.columns(),
            LandingRewriteFiles.CSV.key(),
            List.of(),
            null,
            LandingRewriteFiles.CSV.options(),
            LandingRewriteFiles.CSV.limits(),
            1,
            0.05);
    assertThat(rewrite(atLeastOne, "few.csv").get(0).obstacle())
        .contains("would be refused without them");
    write("_manifest.json", "{\"files\":[{\"name\":\"few.csv\",\"bytes\":1}]}");
    assertThat(rewrite(LandingRewriteFiles.CSV, "few.csv").get(0).obstacle()).contains("manifest");
    assertThat(read("few.csv")).isEqualTo("Id,Name\n1,zoe\n".getBytes());
    assertThat(names()).noneMatch(name -> name.startsWith("."));

    EntityShape parquet = shape(Format.PARQUET, "Id", "Name");
    write("x.parquet", "");
    assertThat(rewrite(parquet, "x.parquet")).as("an empty one").isEmpty();
  }

  // ---------------------------------------------------------------- files

  private Path file(String name) {
    return root.resolve(DELIVERY).resolve(name);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.write(file(name), bytes);
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  private byte[] readUnchecked(String name) {
    try {
      return read(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(file(""))) {
      return all.filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private String manifest(String name, int rows) throws IOException {
    return "{\"name\":\"%s\",\"bytes\":%d,\"rows\":%d,\"sha256\":\"%s\"}"
        .formatted(
            name,
            Files.size(file(name)),
            rows,
            Digests.sha256Hex(new ByteArrayInputStream(read(name))));
  }

  private static List<String> paths(String... names) {
    return Stream.of(names).map(name -> DELIVERY + "/" + name).toList();
  }

  private LandingRewrite rewriteOf(EntityShape shape) {
    return new LandingRewrite(root.toString(), new Configuration(), shape, DELIVERY, ZOE);
  }

  private List<LandingRewritten> rewrite(EntityShape shape, String... names) {
    return rewriteOf(shape).rewrite(paths(names));
  }

  private Landing scan() {
    SourceShape source =
        new SourceShape(
            "crm",
            true,
            false,
            false,
            java.time.Duration.ofDays(2),
            java.time.Duration.ZERO,
            Map.of("contact", LandingRewriteFiles.CSV));
    return LandingScan.scan(
        root.toString(),
        new Configuration(),
        Map.of("crm", source),
        LocalDate.of(2026, 3, 31),
        Instant.EPOCH);
  }

  private void assertFitsManifest() throws IOException {
    Landing landing = scan();
    assertThat(landing.quarantined()).isEmpty();
    assertThat(landing.files()).hasSize(2);
    for (LandingFile file : landing.files()) {
      Path path = root.resolve(file.path());
      FileReading reading =
          FileReading.of(LandingRewriteFiles.CSV, file.path(), Files.readAllBytes(path));
      assertThat(file.expected().rows())
          .isEqualTo(reading.outcome().rows() + reading.outcome().rejected());
      assertThat(file.expected().sha256()).isEqualTo(Digests.sha256Hex(Files.newInputStream(path)));
    }
  }
}
