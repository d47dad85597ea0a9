package io.cxwarehouse.cli;

import io.cxwarehouse.publish.PublishReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was brought to a target, for the one who started it. */
record PublishSummary(String target, PublishReport report) {

  void print(PrintWriter out) {
    List<PublishReport.Table> changed =
        report.tables().stream().filter(t -> t.how() != PublishReport.How.SAME).toList();
    if (!changed.isEmpty()) {
      TextTable table = new TextTable("table", "how", "rows in", "rows out", "seconds");
      changed.forEach(
          one ->
              table.add(
                  one.name(),
                  how(one),
                  String.format(Locale.ROOT, "%,d", one.inserted()),
                  String.format(Locale.ROOT, "%,d", one.deleted()),
                  String.format(Locale.ROOT, "%.1f", one.seconds())));
      table.print(out);
      out.println();
    }
    out.println(
        target
            + " shows "
            + report.publication().named()
            + (report.isUpToDate() ? " (already)" : ""));
  }

  /** The same as fields of JSON. */
  Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("event", "published");
    document.put("target", target.toLowerCase(Locale.ROOT));
    document.put("publication", report.publication().id());
    document.put("as_of", PublicationTexts.asOf(report.publication()));
    document.put("is_up_to_date", report.isUpToDate());
    document.put("tables", report.tables().stream().map(PublishSummary::json).toList());
    return document;
  }

  private static Map<String, Object> json(PublishReport.Table table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", table.name());
    fields.put("how", how(table));
    fields.put("inserted", table.inserted());
    fields.put("deleted", table.deleted());
    fields.put("seconds", table.seconds());
    return fields;
  }

  private static String how(PublishReport.Table table) {
    return table.how().name().toLowerCase(Locale.ROOT);
  }
}
