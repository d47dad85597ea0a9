package io.cxwarehouse.serve;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogDatabase;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * Names, columns and comments of what is served, in the session's own catalogue: that is where the
 * Thrift server answers questions for tables and columns from. Nothing is read through it.
 */
final class Listing {
  private final SparkSession session;
  private final SortedSet<String> schemas;
  private final Set<String> added = new HashSet<>();

  Listing(SparkSession session, SortedSet<String> schemas) {
    this.session = session;
    this.schemas = schemas;
  }

  /** What is not added until {@link #end} goes. */
  void begin() {
    added.clear();
    for (String schema : schemas) {
      URI place = URI.create(session.conf().get("spark.sql.warehouse.dir") + "/" + schema);
      catalog().createDatabase(new CatalogDatabase(schema, "", place, Map$.MODULE$.empty()), true);
    }
  }

  /**
   * Lists a table, or what it has become.
   *
   * @param name with its schema
   */
  void add(String name, StructType columns, String comment) {
    added.add(name);
    CatalogTable entry = entry(name, columns, comment);
    TableIdentifier id = entry.identifier();
    if (catalog().tableExists(id.database().get(), id.table())) {
      CatalogTable before = catalog().getTable(id.database().get(), id.table());
      if (before.schema().equals(columns) && before.comment().equals(entry.comment())) {
        return;
      }
      catalog().dropTable(id.database().get(), id.table(), true, false);
    }
    catalog().createTable(entry, true);
  }

  void end() {
    for (String schema : schemas) {
      for (String table :
          JavaConverters.seqAsJavaListConverter(catalog().listTables(schema)).asJava()) {
        if (!added.contains(schema + "." + table)) {
          catalog().dropTable(schema, table, true, false);
        }
      }
    }
  }

  private ExternalCatalog catalog() {
    return session.sharedState().externalCatalog();
  }

  private static CatalogTable entry(String name, StructType columns, String comment) {
    int dot = name.indexOf('.');
    return new CatalogTable(
        new TableIdentifier(name.substring(dot + 1), Option.apply(name.substring(0, dot))),
        CatalogTableType.VIEW(),
        CatalogStorageFormat.empty(),
        columns,
        Option.empty(),
        none(),
        Option.empty(),
        "",
        0,
        -1,
        "",
        Map$.MODULE$.empty(),
        Option.empty(),
        Option.apply("SELECT * FROM " + name),
        Option.apply(comment),
        none(),
        false,
        true,
        Map$.MODULE$.empty(),
        Option.empty());
  }

  private static Seq<String> none() {
    return JavaConverters.asScalaBufferConverter(List.<String>of()).asScala().toSeq();
  }
}
