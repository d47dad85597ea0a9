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
public final class StoredBronze implements StoredRows {
  private final Warehouse warehouse;
  private final SparkSession session;
  private final IntakeLog log;

  public StoredBronze(Warehouse warehouse, SparkSession session, IntakeLog log) {
    this.warehouse = warehouse;
    this.session = session;
    this.log = log;
  }

  /** Of a run. */
  static StoredBronze of(RunContext run, SparkSession session) {
    return new StoredBronze(run.warehouse(), session, run.intakeLog());
  }

  /** A bronze table with the columns that it has; empty: there is none yet. */
  Optional<Dataset<Row>> table(TableId table) {
    Tables.State state = warehouse.tables().state(session, table);
    return state.exists()
        ? Optional.of(warehouse.tables().read(session, table, state.version()))
        : Optional.empty();
  }

  /** The version of a bronze table; negative: there is none. */
  long version(TableId table) {
    return warehouse.tables().state(session, table).version();
  }

  @Override
  public Optional<Dataset<Row>> rows(String entity) {
    TableId table = TableId.bronze(entity);
    return table(table).map(rows -> warehouse.relations().asDelivered(rows, table.toString()));
  }

  @Override
  public Latest versions(String entity) {
    TableId table = TableId.bronze(entity);
    return warehouse.relations().versions(table, log.repeated(table));
  }
}
