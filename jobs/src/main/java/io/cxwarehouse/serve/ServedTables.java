package io.cxwarehouse.serve;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.OpsTables;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.publish.Withheld;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of gold that clients of the SQL server see: each statement those of the publication
 * that is current when it begins, all at the same. What never leaves in files is not there.
 */
final class ServedTables {
  private static final String PUBLICATION = "cxw.publication";
  private static final StructType ABOUT =
      StructType.fromDDL(
          "publication STRING COMMENT 'Which publication every statement now reads.',"
              + " as_of DATE COMMENT 'The date at which its tables stand.',"
              + " published_at TIMESTAMP COMMENT 'When the run that published it ended.'");

  /** What a query may name. */
  private static final SortedSet<String> SCHEMAS =
      new TreeSet<>(List.of(Layer.GOLD.folder(), "cxw"));

  private final Engine engine;
  private final Withheld withheld;
  private final Listing listing;
  private List<Long> seen = List.of();
  private Reader reader;
  private Optional<Publication> shown = Optional.empty();

  ServedTables(Engine engine) {
    this.engine = engine;
    this.withheld = Withheld.of(engine.warehouse().definitions());
    this.listing = new Listing(engine.warehouse().spark(), SCHEMAS);
  }

  /** Brings what is listed up to the publication that is current now. */
  void refresh() {
    current();
  }

  /** The publication that is shown, as of the last statement; empty: there is none. */
  synchronized Optional<Publication> shown() {
    return shown;
  }

  /** Runs a text of a client; an error with exit code 2 if it does more than read. */
  Dataset<Row> query(SparkSession session, String text) {
    LogicalPlan plan = SqlGuard.parse(session, text);
    Reader now = current();
    if (Information.isAll(plan, SCHEMAS)) {
      return Dataset.ofRows(session, plan);
    }
    SqlGuard.checkServed(plan, SCHEMAS);
    return now.query(session, plan, name -> rows(session, now, name));
  }

  private Dataset<Row> rows(SparkSession session, Reader now, String name) {
    if (name.equals(PUBLICATION)) {
      return about(session, now.publications().current());
    }
    TableId table = TableId.of(name);
    if (withheld.tables().contains(table)) {
      throw new CxwException(
          ExitCode.USAGE,
          "The table " + name + " is not served.",
          "it is withheld from files and from this server (cxw.exported = false)",
          "Read it in PostgreSQL, where each reader has a login, or with `cxw sql`.");
    }
    Dataset<Row> rows = now.table(session, name);
    TableDefinition definition = engine.warehouse().definitions().tables().get(table);
    return definition == null ? rows.limit(0) : withheld.leave(definition.spec(), rows);
  }

  private static Dataset<Row> about(SparkSession session, Optional<Publication> current) {
    List<Row> rows =
        current.stream()
            .map(
                one ->
                    RowFactory.create(
                        one.id(),
                        one.asOf().map(Date::valueOf).orElse(null),
                        one.publishedAt().map(Timestamp::from).orElse(null)))
            .toList();
    return session.createDataFrame(rows, ABOUT);
  }

  /** Publications come with a commit to one of two tables, and go with one. */
  private synchronized Reader current() {
    Warehouse warehouse = engine.warehouse();
    Tables tables = warehouse.tables();
    List<Long> now =
        Stream.of(OpsTables.PUBLICATION, OpsTables.RUN)
            .map(table -> tables.state(warehouse.spark(), table).version())
            .toList();
    if (!now.equals(seen)) {
      Reader newer = engine.reader();
      Optional<Publication> current = newer.publications().current();
      if (!current.equals(shown)) {
        list(newer, current);
      }
      reader = newer;
      shown = current;
      seen = now;
    }
    return reader;
  }

  private void list(Reader newer, Optional<Publication> current) {
    SparkSession session = engine.warehouse().newSession();
    listing.begin();
    listing.add(PUBLICATION, ABOUT, "The publication that is shown; one row.");
    for (TableId table : current.map(one -> one.versions().keySet()).orElseGet(TreeSet::new)) {
      TableDefinition definition = engine.warehouse().definitions().tables().get(table);
      if (table.layer() == Layer.GOLD && definition != null && !withheld.tables().contains(table)) {
        listing.add(
            table.toString(),
            newer.table(session, table.toString()).schema(),
            definition.spec().comment());
      }
    }
    listing.end();
  }
}
