package io.cxwarehouse.graph;

import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.bronze.BronzeSchema;
import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.bronze.PersonalIds;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Relation;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Every relation that a query may name, with its schema, whether there are rows yet or not. */
public final class Relations {
  private final Definitions definitions;
  private final Map<String, Relation> configured;
  private final PersonalIds personalIds;
  private final Map<TableId, Delivered> entities = new TreeMap<>();

  /** An entity and the source that delivers it. */
  private record Delivered(Source source, Source.Entity entity) {}

  public Relations(Definitions definitions, Settings settings) {
    this.definitions = definitions;
    this.configured = new TreeMap<>(QueryInputs.relations(settings));
    this.configured.put(
        Kpis.RELATION, Kpis.relation(definitions.kpis().values(), QueryInputs.fixed(settings)));
    this.personalIds = new PersonalIds(settings);
    for (Source source : settings.sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        entities.put(TableId.bronze(source.name(), entity.name()), new Delivered(source, entity));
      }
    }
  }

  public boolean isKnown(String name) {
    RelationName relation = RelationName.of(name);
    if (relation.isConfig()) {
      return configured.containsKey(name);
    }
    return relation.isBronze()
        ? entities.containsKey(relation.table())
        : relation.isComputed() && definitions.find(relation.table()).isPresent();
  }

  /** The latest version of each delivered record, all versions of it, or every delivery. */
  public Dataset<Row> refined(
      RelationName relation, Dataset<Row> bronze, List<Latest.Repeated> repeated) {
    Latest versions = versions(relation.table(), repeated);
    return switch (relation.kind()) {
      case VERSIONS -> versions.versions(bronze);
      case DELIVERIES -> versions.deliveries(bronze);
      case WHOLE, CHANGES -> versions.latest(bronze);
    };
  }

  /** How versions of an entity's records are told apart, deliveries that repeat bytes included. */
  public Latest versions(TableId bronze, List<Latest.Repeated> repeated) {
    Delivered of = entities.get(bronze);
    return new Latest(of.entity(), of.source().timezone(), repeated);
  }

  /**
   * Bronze as queries see it. Rows taken in before a column was configured do not have it; ids that
   * are personal data are pseudonyms.
   */
  public Dataset<Row> withAllColumns(Dataset<Row> bronze, String base) {
    Delivered of = entities.get(RelationName.of(base).table());
    return personalIds.hidden(of.source(), of.entity(), asDelivered(bronze, base));
  }

  /** Bronze with all its columns, ids as they were delivered. */
  public Dataset<Row> asDelivered(Dataset<Row> bronze, String base) {
    List<String> present = List.of(bronze.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema(base).fields()) {
      columns.add(
          present.contains(field.name())
              ? bronze.col("`" + field.name() + "`")
              : lit(null).cast(field.dataType()).as(field.name()));
    }
    return bronze.select(columns.toArray(Column[]::new));
  }

  public StructType schema(String name) {
    RelationName relation = RelationName.of(name);
    if (relation.isConfig()) {
      return StructType.fromDDL(
          configured.get(name).columns().stream()
              .map(field -> field.name() + " " + field.type())
              .collect(Collectors.joining(", ")));
    }
    StructType schema;
    if (relation.isBronze()) {
      Delivered delivered = entities.get(relation.table());
      schema = BronzeSchema.of(Shapes.of(delivered.source(), delivered.entity()));
    } else {
      schema = definitions.table(relation.table()).spec().schema();
    }
    return switch (relation.kind()) {
      case CHANGES -> schema.add("_change_type", "string");
      case DELIVERIES -> schema.add(Latest.REPLACED_ON, "date").add(Latest.CURSOR_RANK, "int");
      case WHOLE, VERSIONS -> schema;
    };
  }

  /** What decides the order of versions beside the rows themselves. */
  private static String versionOrder(Delivered of) {
    return of.entity().cursor().stream()
        .map(column -> column + " " + of.entity().column(column).type())
        .collect(Collectors.joining(", ", " by ", " in " + of.source().timezone()));
  }

  /** What names a record: rows that are read again by another rule have other names. */
  private static String recordNames(Delivered of) {
    Source.Entity entity = of.entity();
    return Stream.of(entity.key(), entity.identity(), entity.record())
        .flatMap(List::stream)
        .map(column -> column + " " + entity.column(column).type())
        .collect(Collectors.joining(", ", " named by ", ""));
  }

  public Dataset<Row> empty(SparkSession spark, String name) {
    return spark.createDataFrame(List.of(), schema(name));
  }

  public Dataset<Row> configured(SparkSession spark, String name) {
    List<Row> rows = new ArrayList<>();
    configured.get(name).rows().forEach(row -> rows.add(RowFactory.create(row)));
    return spark.createDataFrame(rows, schema(name));
  }

  /** The contents of a {@code config} relation, or the definition of a table, for fingerprints. */
  String text(String name) {
    RelationName relation = RelationName.of(name);
    if (relation.isConfig()) {
      return configured.get(name).rows().stream()
          .map(Arrays::toString)
          .sorted()
          .collect(Collectors.joining("\n", name + "\n", "\n"));
    }
    String text = name + " " + schema(name).catalogString();
    Delivered of = entities.get(relation.table());
    return relation.isBronze()
        ? text + personalIds.text(of.source(), of.entity()) + versionOrder(of) + recordNames(of)
        : text;
  }
}
