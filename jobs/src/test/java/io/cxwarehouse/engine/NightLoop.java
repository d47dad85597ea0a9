package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The commits of nights, by the engine's own writer and in a night's order, without what a night
 * computes: a file taken into bronze, rows that come and change in silver, a date more in gold,
 * records, ledger, publication. Every seventh night maintenance follows.
 */
final class NightLoop {
  static final TableId BRONZE = TableId.of("bronze.billing_orders");
  static final TableId SILVER = TableId.of("silver.order_value");
  static final TableId GOLD = TableId.of("gold.kpi_balance");
  static final List<TableId> TABLES =
      List.of(
          BRONZE,
          SILVER,
          GOLD,
          OpsTables.RUN,
          OpsTables.STEP_RUN,
          OpsTables.LEDGER,
          OpsTables.PUBLICATION);
  private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

  private final Warehouse warehouse;
  private final Tables tables;

  NightLoop(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
  }

  /**
   * How large a table is.
   *
   * @param perPartition the most data files that a partition of the current version has
   * @param onDisk data files, of older versions, too
   * @param log files of the log
   */
  record Size(long perPartition, long onDisk, long log) {}

  /** Runs nights; before each maintenance the sizes are told. */
  void run(int nights, Consumer<Map<TableId, Size>> told) {
    for (int night = 0; night < nights; night++) {
      commit(night);
      if (night % 7 == 6) {
        Map<TableId, Size> sizes = new TreeMap<>();
        TABLES.forEach(table -> sizes.put(table, size(table)));
        told.accept(sizes);
        // What is kept is what the last 30 publications need: they are younger than readers.
        new Maintenance(warehouse, RunListener.NONE, Instant.now().plus(Duration.ofDays(8)))
            .run(false);
      }
    }
  }

  private void commit(int night) {
    SparkSession session = warehouse.newSession();
    Sessions.fit(session, 0);
    LocalDate day = FIRST.plusDays(night);
    List<Row> runs = new ArrayList<>(RunState.runs(session, tables));
    long number = runs.stream().mapToLong(RunState::number).max().orElse(0) + 1;
    String id = day + "_" + number;
    Instant started = day.plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC);
    TableWriter writer = new TableWriter(tables, new Commit(tables, id, number, () -> {}));
    writer.overwrite(
        session, spec(OpsTables.RUN), with(runs, run(id, number, day, started, false)));
    bronze(session, writer, night, day);
    silver(session, writer, night, day);
    write(
        session,
        writer,
        GOLD,
        session.createDataFrame(
            List.of(RowFactory.create(Date.valueOf(day), (long) night)), spec(GOLD).schema()));
    List<Row> steps = new ArrayList<>();
    List<Row> published = new ArrayList<>();
    for (TableId table : List.of(SILVER, GOLD)) {
      long version = tables.state(session, table).version();
      steps.add(
          RowFactory.create(
              id,
              table.toString(),
              "changed",
              "keys",
              "loop",
              1L,
              0L,
              0L,
              0L,
              1L,
              0.1,
              version,
              null,
              0L));
      published.add(RowFactory.create(id, number, table.toString(), version));
    }
    writer.append(session, spec(OpsTables.STEP_RUN), steps);
    Ledger ledger = new Ledger();
    ledger.put(
        SILVER,
        new Ledger.Entry(
            day, "f", new TreeMap<>(Map.of(BRONZE.toString(), tables.state(session, BRONZE)))));
    writer.overwrite(session, spec(OpsTables.LEDGER), ledger.rows());
    writer.append(session, spec(OpsTables.PUBLICATION), published);
    writer.overwrite(session, spec(OpsTables.RUN), with(runs, run(id, number, day, started, true)));
  }

  private void bronze(SparkSession session, TableWriter writer, int night, LocalDate day) {
    Row row = RowFactory.create("O-" + night, "f" + night, 1L, Date.valueOf(day));
    writer.addFiles(
        session,
        BRONZE,
        session.createDataFrame(
            List.of(row),
            StructType.fromDDL(
                "_record_id STRING, _file_id STRING, _row_number BIGINT, _delivery_date DATE")),
        List.of("f" + night),
        Set.of());
  }

  /** An order, and every fourth night a correction of the one before. */
  private void silver(SparkSession session, TableWriter writer, int night, LocalDate day) {
    List<Row> rows = new ArrayList<>();
    rows.add(order(night, day, night));
    if (night % 4 == 3) {
      rows.add(order(night - 1, day.minusDays(1), night));
    }
    write(session, writer, SILVER, session.createDataFrame(rows, spec(SILVER).schema()));
  }

  private Row order(int number, LocalDate day, int value) {
    return RowFactory.create(
        Arrays.stream(spec(SILVER).schema().fields())
            .map(
                field ->
                    switch (field.name()) {
                      case "order_id" -> "O-" + number;
                      case "order_month" -> Date.valueOf(day.withDayOfMonth(1));
                      case "currency" -> "C" + value;
                      default -> null;
                    })
            .toArray());
  }

  private void write(SparkSession session, TableWriter writer, TableId table, Dataset<Row> rows) {
    TableSpec spec = spec(table);
    Tables.State state = tables.state(session, table);
    if (!state.exists()) {
      writer.overwrite(session, spec, rows, table.equals(SILVER));
      return;
    }
    String key = spec.key().get(0);
    Object[] keys = rows.select(key).collectAsList().stream().map(row -> row.get(0)).toArray();
    Dataset<Row> before =
        Diff.located(tables.read(session, table, state.version()))
            .where(org.apache.spark.sql.functions.col(key).isin(keys));
    Dataset<Row> diff = Diff.between(spec, before, rows);
    writer.apply(session, spec, session.createDataFrame(diff.collectAsList(), diff.schema()));
  }

  private static List<Row> with(List<Row> runs, Row own) {
    List<Row> all = new ArrayList<>(runs);
    all.add(own);
    return all;
  }

  private Row run(String id, long number, LocalDate day, Instant started, boolean isEnded) {
    RunRow row =
        new RunRow(spec(OpsTables.RUN), id, number, started)
            .with("as_of", Date.valueOf(day))
            .with("table_as_of", Date.valueOf(day))
            .with("started_at", Timestamp.from(started));
    return isEnded ? row.ended(started.plusSeconds(600), 0).row() : row.row();
  }

  private TableSpec spec(TableId table) {
    return warehouse.definitions().table(table).spec();
  }

  private Size size(TableId table) {
    SparkSession session = warehouse.newSession();
    String[] files =
        tables.read(session, table, tables.state(session, table).version()).inputFiles();
    long most =
        Arrays.stream(files)
            .collect(
                Collectors.groupingBy(
                    file -> file.substring(0, file.lastIndexOf('/')), Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    Path folder = Path.of(tables.path(table));
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = all.filter(Files::isRegularFile).toList();
      long log = found.stream().filter(file -> file.toString().contains("_delta_log")).count();
      return new Size(most, found.size() - log, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
