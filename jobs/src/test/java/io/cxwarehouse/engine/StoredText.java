package io.cxwarehouse.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** All that lies below a folder, decoded: a search in compressed Parquet would find nothing. */
public final class StoredText {
  private final Map<String, String> files = new TreeMap<>();

  public static StoredText below(Path folder) throws IOException {
    StoredText text = new StoredText();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> text.files.put(folder.relativize(file).toString(), decoded(file)));
    }
    return text;
  }

  /** Files that hold a text, whatever its case. */
  public Stream<String> with(String needle) {
    String lower = needle.toLowerCase(Locale.ROOT);
    return files.entrySet().stream()
        .filter(file -> file.getValue().contains(lower) || file.getKey().contains(needle))
        .map(Map.Entry::getKey);
  }

  private static String decoded(Path file) {
    try {
      String text =
          file.toString().endsWith(".parquet")
              ? parquet(file)
              : new String(Files.readAllBytes(file));
      return text.toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows, and the footer with its statistics. */
  private static String parquet(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    Configuration hadoop = new Configuration(false);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), path).withConf(hadoop).build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        text.append(row);
      }
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
      text.append(reader.getFooter().getFileMetaData().getKeyValueMetaData());
      reader
          .getFooter()
          .getBlocks()
          .forEach(block -> block.getColumns().forEach(c -> text.append(c.getStatistics())));
    }
    return text.toString();
  }
}
