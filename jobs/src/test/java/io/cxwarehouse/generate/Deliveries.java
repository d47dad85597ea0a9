package io.cxwarehouse.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * Reads deliveries with parsers of other makers: what the generator writes must be what it means.
 */
final class Deliveries {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row by column, or a line that is no row ({@code values} null). */
  record Row(String folder, Map<String, String> values) {
    String get(String column) {
      return values.get(column);
    }
  }

  private final Path root;

  Deliveries(Path root) {
    this.root = root;
  }

  /**
   * Relative path to SHA-256 of the unpacked content; of Parquet, of its rows, since its writer
   * lists encodings in the footer in an order that differs from one JVM to the next.
   */
  static SortedMap<String, String> hashes(Path root) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Path file : files(root)) {
      hashes.put(root.relativize(file).toString(), hash(file));
    }
    return hashes;
  }

  List<Row> rows(String entity) throws IOException {
    return rows(entity, true);
  }

  /** Without files whose bytes came before, as the warehouse reads them. */
  List<Row> rowsOfDistinctFiles(String entity) throws IOException {
    return rows(entity, false);
  }

  private List<Row> rows(String entity, boolean withRepeatedFiles) throws IOException {
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path file : files(root.resolve(entity))) {
      if (!withRepeatedFiles && !seen.add(hash(file))) {
        continue;
      }
      String folder = root.resolve(entity).relativize(file).getName(0).toString();
      if (file.toString().endsWith(".parquet")) {
        parquet(folder, file, rows);
        continue;
      }
      String text = new String(unpacked(file), StandardCharsets.UTF_8);
      String name = file.getFileName().toString().replace(".gz", "");
      if (name.endsWith(".csv")) {
        csv(folder, text, rows);
      } else if (name.endsWith(".jsonl")) {
        text.lines().forEach(line -> rows.add(json(folder, line)));
      } else {
        JsonNode page = JSON.readTree(text);
        (page.isArray() ? page : page.elements().next())
            .forEach(node -> rows.add(row(folder, node)));
      }
    }
    return rows;
  }

  /** Top-level fields only: nested ones as Parquet's tools print them. */
  private static void parquet(String folder, Path file, List<Row> rows) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < group.getType().getFieldCount(); i++) {
          int n = group.getFieldRepetitionCount(i);
          values.put(group.getType().getFieldName(i), n == 0 ? null : group.getValueToString(i, 0));
        }
        rows.add(new Row(folder, values));
      }
    }
  }

  private static String parquetText(Path file) {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    StringBuilder text = new StringBuilder();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        text.append(group.getType()).append(group);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void csv(String folder, String text, List<Row> rows) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setMaxCharsPerColumn(-1);
    List<String[]> lines = new CsvParser(settings).parseAll(new StringReader(text));
    String[] header = lines.get(0);
    boolean hasThreeHeaderRows =
        lines.size() > 2 && String.valueOf(lines.get(2)[0]).contains("ImportId");
    for (String[] cells : lines.subList(hasThreeHeaderRows ? 3 : 1, lines.size())) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(header.length, cells.length); i++) {
        values.put(header[i], cells[i]);
      }
      rows.add(new Row(folder, cells.length == header.length ? values : null));
    }
  }

  private static Row json(String folder, String line) {
    try {
      return row(folder, JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return new Row(folder, null);
    }
  }

  private static Row row(String folder, JsonNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              String text = value.isValueNode() ? value.asText() : value.toString();
              values.put(field.getKey(), value.isNull() ? null : text);
            });
    return new Row(folder, values);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().startsWith("_"))
          .sorted()
          .toList();
    }
  }

  private static String hash(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(unpacked(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] unpacked(Path file) {
    if (file.toString().endsWith(".parquet")) {
      return parquetText(file).getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(file)) {
      boolean isGzip = file.toString().endsWith(".gz");
      return isGzip ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
