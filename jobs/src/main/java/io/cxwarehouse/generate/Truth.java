package io.cxwarehouse.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The truth file: what was simulated, delivered and spoilt, so that a load can be checked. */
final class Truth {
  private Truth() {}

  static void write(GeneratorOptions options, GeneratorSummary summary) throws IOException {
    TextBuffer text = new TextBuffer(16 * 1024);
    JsonRow json = new JsonRow(text).object();
    json.field("seed", options.seed()).field("customers", options.customers());
    json.field("start", options.start().toString()).field("end", options.end().toString());
    json.field("history_days", options.historyDays()).field("zone", options.zone().getId());
    json.field("files", summary.files()).field("bytes", summary.bytes());
    json.field("rows", summary.rows()).name("entities").object();
    for (Map.Entry<String, EntityCounts> entry : summary.entities().entrySet()) {
      entity(json.name(entry.getKey()), entry.getValue());
      text.put('\n');
    }
    json.end().end();
    Path file = options.truth();
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      text.writeTo(out);
    }
  }

  private static void entity(JsonRow json, EntityCounts counts) {
    json.object();
    json.field("files", counts.files()).field("repeated_files", counts.repeatedFiles());
    json.field("bytes", counts.bytes()).field("rows", counts.rows());
    json.field("repeated_file_rows", counts.repeatedFileRows());
    json.field("repeated_rows", counts.repeatedRows()).field("late_rows", counts.lateRows());
    json.field("records", counts.records()).name("rejected").object();
    counts.rejected().forEach(json::field);
    json.end().end();
  }
}
