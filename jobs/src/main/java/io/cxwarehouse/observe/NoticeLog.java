package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Lock;
import io.cxwarehouse.engine.OpsTables;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.Warehouse;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** What was told of faults, in {@code ops.notice}. */
final class NoticeLog {
  /** Faults that are over are kept for so long. */
  private static final int KEPT_DAYS = 400;

  private final Warehouse warehouse;
  private final SparkSession session;
  private final List<Row> rows;

  private NoticeLog(Warehouse warehouse, SparkSession session, List<Row> rows) {
    this.warehouse = warehouse;
    this.session = session;
    this.rows = rows;
  }

  static NoticeLog load(Warehouse warehouse) {
    SparkSession session = warehouse.newSession();
    return new NoticeLog(warehouse, session, warehouse.tables().rows(session, OpsTables.NOTICE));
  }

  /** Faults that were told and last, by key. */
  Map<String, Fault> lasting() {
    Map<String, Fault> lasting = new TreeMap<>();
    for (Row row : rows) {
      if (row.getAs("over_at") == null) {
        lasting.put(row.getAs("fault"), new Fault(row.getAs("fault"), row.getAs("text")));
      }
    }
    return lasting;
  }

  /**
   * Keeps what was told. The table has numbers of its own, which grow with its versions: a night
   * that never began has none.
   */
  void told(
      Collection<Fault> begun, Set<String> over, LocalDate asOf, Instant now, RunListener told) {
    List<Row> next = new ArrayList<>();
    for (Row row : rows) {
      Timestamp ended = row.getAs("over_at");
      if (ended == null && over.contains(row.<String>getAs("fault"))) {
        ended = Timestamp.from(now);
      }
      if (ended == null || ended.toInstant().isAfter(now.minusSeconds(KEPT_DAYS * 86_400L))) {
        next.add(
            RowFactory.create(
                row.getAs("fault"),
                row.getAs("text"),
                row.getAs("as_of"),
                row.getAs("told_at"),
                ended));
      }
    }
    for (Fault fault : begun) {
      next.add(
          RowFactory.create(
              fault.key(), fault.text(), Date.valueOf(asOf), Timestamp.from(now), null));
    }
    Tables tables = warehouse.tables();
    TableSpec spec = warehouse.definitions().table(OpsTables.NOTICE).spec();
    try (Lock lock = warehouse.lock("notices", told)) {
      long number = tables.state(session, OpsTables.NOTICE).version() + 2;
      new TableWriter(tables, new Commit(tables, "notices_" + number, number, lock::check))
          .overwrite(session, spec, next);
    }
  }
}
