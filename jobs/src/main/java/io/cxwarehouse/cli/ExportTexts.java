package io.cxwarehouse.cli;

import io.cxwarehouse.publish.ExportReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was exported, in words. */
final class ExportTexts {
  private ExportTexts() {}

  static String summary(ExportReport report) {
    return String.format(
        Locale.ROOT,
        "%s: %,d files with %,d rows of %s",
        report.folder(),
        report.files().size(),
        report.files().stream().mapToLong(ExportReport.File::rows).sum(),
        report.publication().named());
  }

  /** The same as fields of JSON. */
  static Map<String, Object> json(ExportReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("event", "exported");
    document.put("folder", report.folder());
    document.put("publication", report.publication().id());
    document.put("as_of", PublicationTexts.asOf(report.publication()));
    document.put("files", report.files().size());
    return document;
  }
}
