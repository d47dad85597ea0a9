package io.cxwarehouse.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Golden cases of a checkout: {@code <layer>/<table>/<case>} with a file of rows per input. Of each
 * table the smallest one is shown.
 */
final class GoldenExamples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED = "expect.jsonl";
  private static final String ROWS = ".jsonl";
  private static final int SHOWN = 8;

  private final Optional<Path> folder;

  /**
   * @param folder empty: there is no checkout
   */
  GoldenExamples(Optional<Path> folder) {
    this.folder = folder.filter(Files::isDirectory);
  }

  boolean areThere() {
    return folder.isPresent();
  }

  Optional<TableEntry.Example> of(TableId table) {
    Optional<Path> cases =
        folder
            .map(root -> root.resolve(table.layer().folder()).resolve(table.name()))
            .filter(Files::isDirectory);
    return cases.flatMap(
        root ->
            children(root).stream()
                .filter(one -> size(one.resolve(EXPECTED)) > 0)
                .min(Comparator.comparingLong(GoldenExamples::sizeOfAll))
                .map(GoldenExamples::read));
  }

  private static TableEntry.Example read(Path folder) {
    List<TableEntry.Rows> inputs =
        children(folder).stream()
            .filter(file -> name(file).endsWith(ROWS) && !name(file).equals(EXPECTED))
            .map(file -> rows(file, name(file).substring(0, name(file).length() - ROWS.length())))
            .filter(rows -> !rows.cells().isEmpty())
            .toList();
    return new TableEntry.Example(
        name(folder).replace('_', ' '),
        optional(folder.resolve("case.md")),
        optional(folder.resolve("params.json")),
        inputs,
        rows(folder.resolve(EXPECTED), "result"));
  }

  private static TableEntry.Rows rows(Path file, String name) {
    List<JsonNode> rows = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    try {
      for (String line : text(file).lines().filter(line -> !line.isBlank()).toList()) {
        JsonNode row = JSON.readTree(line);
        row.fieldNames().forEachRemaining(columns::add);
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    List<List<String>> cells =
        rows.stream()
            .limit(SHOWN)
            .map(row -> columns.stream().map(column -> cell(row.get(column))).toList())
            .toList();
    return new TableEntry.Rows(name, List.copyOf(columns), cells, rows.size() - cells.size());
  }

  /** Null, whether it is written or left out, is an empty cell. */
  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static long sizeOfAll(Path folder) {
    return children(folder).stream().mapToLong(GoldenExamples::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String optional(Path file) {
    return Files.exists(file) ? text(file).strip() : "";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
