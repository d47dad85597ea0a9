package io.cxwarehouse.report;

import java.sql.Date;

/**
 * Rows that say how far the numbers can be trusted: what came in, what changed, what others say.
 */
public final class TrustRows {
  private TrustRows() {}

  public record Deliveries(
      String source, Date newest, Long files, Long taken, Long rejected, Long refused) {}

  public record Rejected(String source, String entity, String reason, Long records) {}

  public record Restatement(String runId, String table, String cause, Long changes) {}

  public record Settling(
      String kpi,
      String unit,
      Integer age,
      Integer later,
      Long nights,
      Double usual,
      Double most) {}

  public record Agreement(
      Date month,
      String system,
      String measure,
      String unit,
      Double vendorValue,
      Double ourValue,
      Double difference,
      Long differingIds,
      String reasons) {}

  public record CheckFound(
      String table, String checkName, String severity, String description, Long offences) {}
}
