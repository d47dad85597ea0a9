package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.bronze.StoredRows;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Bronze as it stands before a delivery is written. */
final class StoredBronze implements StoredRows {
  private final RunContext run;
  private final SparkSession session;

  StoredBronze(RunContext run, SparkSession session) {
    this.run = run;
    this.session = session;
  }

  @Override
  public Optional<Dataset<Row>> rows(String entity) {
    TableId table = TableId.bronze(entity);
    Tables.State state = run.tables().state(session, table);
    if (!state.exists()) {
      return Optional.empty();
    }
    Dataset<Row> rows = run.tables().read(session, table, state.version());
    return Optional.of(run.warehouse().relations().asDelivered(rows, table.toString()));
  }

  @Override
  public Latest versions(String entity) {
    TableId table = TableId.bronze(entity);
    return run.warehouse().relations().versions(table, run.intakeLog().repeated(table));
  }
}
