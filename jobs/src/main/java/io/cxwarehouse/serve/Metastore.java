package io.cxwarehouse.serve;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Tables of the warehouse in a Hive metastore. Of silver and gold, readers get views of the version
 * that is published: a table of a metastore is its newest version, which a night that is under way
 * or held has not published. Databases are marked as this warehouse's; others are never touched.
 */
public final class Metastore {
  private static final String HIVE = "org.apache.spark.sql.hive.HiveSessionStateBuilder";
  private static final String OWNER = "cxw.warehouse";
  private static final String STAND = "cxw.stand";

  /**
   * What was done.
   *
   * @param made tables and views that were made or changed
   * @param kept those that were as they should be
   * @param dropped those that are published no longer; no file went
   */
  public record Registered(Publication publication, int made, int kept, int dropped) {}

  private final Engine engine;
  private final String prefix;
  private final SparkSession spark;
  private final Reader reader;
  private int made;
  private int kept;
  private int dropped;

  /**
   * Of a warehouse.
   *
   * @param prefix before the names of databases
   */
  public Metastore(Engine engine, String prefix) {
    this.engine = engine;
    this.prefix = prefix;
    this.spark = engine.warehouse().spark();
    this.reader = engine.reader();
  }

  /**
   * Settings of a session that knows a metastore; an error with exit code 2 where this Spark has no
   * Hive, or none is named.
   *
   * @param metastore {@code thrift://host:port}, a folder, or null: as hive-site.xml says
   */
  public static Map<String, String> settings(String metastore) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class.forName(HIVE, false, loader);
    } catch (ClassNotFoundException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "Tables cannot be registered.",
          "this Spark has no Hive (" + HIVE + ")",
          "Use the spark-submit of a Spark distribution, such as pip install pyspark==3.5.9;"
              + " docs/readers.md has the line.",
          e);
    }
    if (metastore == null && loader.getResource("hive-site.xml") == null) {
      throw new CxwException(
          ExitCode.USAGE,
          "It is not known in which metastore to register tables.",
          "--metastore is not given, and Spark's configuration has no hive-site.xml",
          "Give --metastore thrift://host:9083, or a folder for an embedded one.");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.catalogImplementation", "hive");
    if (metastore != null && metastore.startsWith("thrift://")) {
      settings.put("spark.hadoop.hive.metastore.uris", metastore);
    } else if (metastore != null) {
      java.nio.file.Path folder = java.nio.file.Path.of(metastore).toAbsolutePath();
      settings.put("spark.hadoop.hive.metastore.uris", "");
      settings.put(
          "spark.hadoop.javax.jdo.option.ConnectionURL",
          "jdbc:derby:;databaseName=" + folder.resolve("metastore_db") + ";create=true");
      settings.put("spark.sql.warehouse.dir", folder.resolve("databases").toUri().toString());
      System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
    }
    return settings;
  }

  /**
   * Registers tables; an error with exit code 2 where nothing was published yet.
   *
   * @param only the only ones that are looked at; empty: all of the layers, and what is registered
   *     beside them is dropped
   */
  public Registered register(List<Layer> layers, Set<TableId> only) {
    Publication publication =
        reader
            .publications()
            .current()
            .orElseThrow(
                () ->
                    new CxwException(
                        ExitCode.USAGE,
                        "There is nothing to register.",
                        "no run has published yet",
                        "Run `cxw run` first."));
    for (Layer layer : layers) {
      boolean isPublished = layer == Layer.SILVER || layer == Layer.GOLD;
      String shown = prefix + layer.folder();
      String tables = isPublished ? shown + "_delta" : shown;
      claim(tables, "Delta tables of " + layer.folder() + " as they are now.");
      if (isPublished) {
        claim(shown, "Tables of " + layer.folder() + " as they are published.");
      }
      Set<String> names = new HashSet<>();
      for (TableDefinition definition : engine.warehouse().definitions().tables().values()) {
        TableId id = definition.id();
        if (id.layer() == layer && (only.isEmpty() || only.contains(id)) && reader.isReadable(id)) {
          names.add(id.name());
          table(tables, definition);
          if (isPublished) {
            view(shown, tables, definition, publication.versions().get(id));
          }
        }
      }
      if (only.isEmpty()) {
        dropOthers(shown, names);
        dropOthers(tables, names);
      }
    }
    return new Registered(publication, made, kept, dropped);
  }

  private void claim(String database, String comment) {
    String root = qualified(engine.warehouse().tables().root());
    if (!catalog().databaseExists(database)) {
      spark.sql(
          "CREATE DATABASE %s COMMENT %s WITH DBPROPERTIES (%s = %s)"
              .formatted(Ddl.name(database), Ddl.text(comment), Ddl.text(OWNER), Ddl.text(root)));
    }
    Option<String> owner = catalog().getDatabase(database).properties().get(OWNER);
    if (owner.isEmpty() || !owner.get().equals(root)) {
      throw new CxwException(
          ExitCode.USAGE,
          "The database " + database + " of the metastore is not this warehouse's.",
          owner.isEmpty()
              ? "it has no property " + OWNER
              : "its property " + OWNER + " is " + owner.get(),
          "Register under other names with --prefix, such as --prefix cx_; nothing in that database"
              + " was changed.");
    }
  }

  private void table(String database, TableDefinition definition) {
    String name = definition.id().name();
    String comment = definition.spec().comment();
    String path = qualified(engine.warehouse().tables().path(definition.id()));
    Optional<CatalogTable> before = registered(database, name);
    if (before.isPresent()
        && before.get().comment().contains(comment)
        && before.get().storage().locationUri().exists(uri -> isSame(path, uri))) {
      kept++;
      return;
    }
    before.ifPresent(entry -> drop(database, name));
    spark.sql(
        "CREATE TABLE %s USING delta COMMENT %s LOCATION %s"
            .formatted(Ddl.name(database, name), Ddl.text(comment), Ddl.text(path)));
    made++;
  }

  /** As it is for a reader that works in another folder, with another file system. */
  private String qualified(String path) {
    try {
      Path place = new Path(path);
      return place
          .getFileSystem(spark.sessionState().newHadoopConf())
          .makeQualified(place)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSame(String path, URI uri) {
    return new Path(path).toUri().getPath().equals(uri.getPath());
  }

  private void view(String database, String tables, TableDefinition definition, long version) {
    String name = definition.id().name();
    StructType columns = reader.table(spark, definition.id().toString()).schema();
    String comment = definition.spec().comment();
    String stand = version + " " + Ddl.digest(Ddl.columns(columns) + comment);
    Optional<CatalogTable> before = registered(database, name);
    if (before.isPresent() && before.get().properties().get(STAND).contains(stand)) {
      kept++;
      return;
    }
    spark.sql(
        "CREATE OR REPLACE VIEW %s (%s) COMMENT %s TBLPROPERTIES (%s = %s)"
                .formatted(
                    Ddl.name(database, name),
                    Ddl.columns(columns),
                    Ddl.text(comment),
                    Ddl.text(STAND),
                    Ddl.text(stand))
            + " AS SELECT %s FROM %s VERSION AS OF %d"
                .formatted(Ddl.names(columns), Ddl.name(tables, name), version));
    made++;
  }

  private void dropOthers(String database, Set<String> names) {
    for (String name :
        JavaConverters.seqAsJavaListConverter(catalog().listTables(database)).asJava()) {
      if (!names.contains(name)) {
        drop(database, name);
        dropped++;
      }
    }
  }

  /** No file goes: tables are external. */
  private void drop(String database, String name) {
    catalog().dropTable(database, name, true, false);
  }

  private Optional<CatalogTable> registered(String database, String name) {
    return catalog().tableExists(database, name)
        ? Optional.of(catalog().getTable(database, name))
        : Optional.empty();
  }

  private ExternalCatalog catalog() {
    return spark.sharedState().externalCatalog();
  }
}
