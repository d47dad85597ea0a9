package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.functions.ZoneData;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Relations;
import io.cxwarehouse.raw.KnownFolders;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingScan;
import io.cxwarehouse.raw.ListedFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * What is opened once and stays the same: settings, definitions, the graph of steps, where the
 * tables are, and the session.
 */
public final class Warehouse {
  private final SparkSession spark;
  private final Settings settings;
  private final Definitions definitions;
  private final Relations relations;
  private final Tables tables;
  private Graph graph;

  private Warehouse(SparkSession spark, Settings settings, Definitions definitions) {
    this.spark = spark;
    this.settings = settings;
    this.definitions = definitions;
    this.relations = new Relations(definitions, settings);
    this.tables = new Tables(settings.warehouse().root());
  }

  /**
   * Reads the definitions; an unusable one is an error with exit code 2. The settings' key becomes
   * the one that SQL functions make pseudonyms with: these are of the whole JVM, so that warehouses
   * with other keys are opened one after another.
   */
  public static Warehouse open(SparkSession spark, Settings settings) {
    Pseudonym.useKey(settings.privacy().key().getBytes(StandardCharsets.UTF_8));
    return new Warehouse(
        spark,
        settings,
        Definitions.load(settings.warehouse().extra().stream().map(Path::of).toList()));
  }

  /** The session that all others are made from. */
  public SparkSession spark() {
    return spark;
  }

  public Settings settings() {
    return settings;
  }

  public Definitions definitions() {
    return definitions;
  }

  public Relations relations() {
    return relations;
  }

  public Tables tables() {
    return tables;
  }

  /**
   * The steps in order; one that cannot be ordered is an error with exit code 2. Every query is
   * parsed for it, which commands that only read published tables do without.
   */
  public synchronized Graph graph() {
    if (graph == null) {
      graph = Graph.of(definitions, relations);
    }
    return graph;
  }

  /** A session of its own: it shares the context and nothing else, so its confs are set here. */
  public SparkSession newSession() {
    SparkSession session = spark.newSession();
    Sessions.configure(session);
    return session;
  }

  /**
   * Takes the warehouse's lock; if it is lost, Spark's jobs end.
   *
   * @param purpose as others are told who wait for it
   */
  public Lock lock(String purpose, RunListener listener) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Runnable onLoss = spark.sparkContext()::cancelAllJobs;
    return switch (settings.warehouse().lock()) {
      case FILES -> Lease.take(tables.root(), purpose, hadoop, listener, onLoss);
      case POSTGRES -> PostgresLock.take(settings, purpose, hadoop, onLoss);
    };
  }

  /** Where deliveries and runs stand. */
  public RunState state() {
    return RunState.load(spark, tables);
  }

  /**
   * What lies in the landing folder, as of a date.
   *
   * @param folders date folders as they were dealt with last
   */
  Landing landing(LocalDate asOf, Map<String, ListedFolder> folders) {
    return LandingScan.scan(
        settings.landing().root(),
        spark.sessionState().newHadoopConf(),
        Shapes.of(settings.sources()),
        new KnownFolders(
            folders, settings.landing().listDays(), settings.landing().closedAfterDays()),
        asOf,
        Instant.now());
  }

  /** What lies in some date folders ({@code source/entity/date}), changed or not. */
  public Landing landingOf(LocalDate asOf, Set<String> folders) {
    return LandingScan.scanFolders(
        settings.landing().root(),
        spark.sessionState().newHadoopConf(),
        Shapes.of(settings.sources()),
        folders,
        asOf,
        Instant.now());
  }

  /** How many steps or tables are worked on at the same time. */
  public int atOnce() {
    return Math.max(1, Math.min(4, spark.sparkContext().defaultParallelism()));
  }

  Fingerprints fingerprints(LocalDate asOf) {
    String keyId = Fingerprints.sha256("key id\0" + settings.privacy().key()).substring(0, 8);
    return new Fingerprints(
        relations, QueryInputs.parameters(settings, asOf), keyId, ZoneData.version());
  }

  String definitionDigest(LocalDate asOf) {
    return definitionDigest(fingerprints(asOf));
  }

  /**
   * Changes when any definition, function, setting or way of reading does that tables depend on.
   */
  String definitionDigest(Fingerprints fingerprints) {
    StringBuilder text = new StringBuilder();
    graph().nodes().forEach(node -> text.append(node.id()).append(fingerprints.of(node)));
    Shapes.entities(Shapes.of(settings.sources()).values())
        .forEach(
            entity ->
                text.append(entity.source()).append(entity.name()).append(entity.fingerprint()));
    return Fingerprints.sha256(text.toString());
  }
}
