package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;

/** Names of the tables in which runs say what they did. */
public final class OpsTables {
  public static final TableId RUN = TableId.of("ops.run");
  public static final TableId STEP_RUN = TableId.of("ops.step_run");
  public static final TableId LEDGER = TableId.of("ops.ledger");
  public static final TableId INGESTED_FILE = TableId.of("ops.ingested_file");
  public static final TableId LANDING_FOLDER = TableId.of("ops.landing_folder");
  public static final TableId REJECTED_RECORD = TableId.of("ops.rejected_record");
  public static final TableId CHECK_RESULT = TableId.of("ops.check_result");
  public static final TableId RESTATEMENT = TableId.of("ops.restatement");
  public static final TableId PUBLICATION = TableId.of("ops.publication");
  public static final TableId NOTICE = TableId.of("ops.notice");
  public static final TableId MONTHLY_TOTAL = TableId.of("ops.monthly_total");
  public static final TableId ERASURE = TableId.of("ops.erasure");
  public static final TableId SUPPRESSION = TableId.of("ops.suppression");

  private OpsTables() {}
}
