package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.Examination;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.delta.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Examines every table, as it stands and as it was published. It changes nothing. */
final class Doctor {
  private final Tables tables;
  private final SparkSession session;

  Doctor(Tables tables, SparkSession session) {
    this.tables = tables;
    this.session = session;
  }

  List<DamagedFile> examine() {
    Examination examination = new Examination(tables, session);
    List<DamagedFile> found = new ArrayList<>();
    List<TableId> readable = new ArrayList<>();
    for (TableId table : Purge.all(session, tables)) {
      List<DamagedFile> inLog = examination.log(table);
      found.addAll(inLog);
      if (inLog.isEmpty()) {
        readable.add(table);
      }
    }
    Map<TableId, Long> published =
        readable.contains(OpsTables.PUBLICATION) && readable.contains(OpsTables.RUN)
            ? Publications.load(session, tables).versions()
            : Map.of();
    for (TableId table : readable) {
      found.addAll(examination.files(table, published.get(table)));
    }
    return found;
  }
}
