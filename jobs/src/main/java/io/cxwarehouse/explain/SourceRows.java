package io.cxwarehouse.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The delivered rows that counted things come from: all that were delivered of a record, since
 * earlier ones may count, too.
 */
final class SourceRows {
  private static final StructType COLUMNS =
      StructType.fromDDL(
          "counted STRING, source STRING, entity STRING, record_id STRING, file STRING,"
              + " `row_number` BIGINT, delivery_date DATE");

  private record Entity(String source, String name) {}

  private final Published published;
  private final Map<TableId, Entity> entities = new TreeMap<>();

  SourceRows(Published published) {
    this.published = published;
    for (Source source : published.settings().sources().values()) {
      for (String name : source.entities().keySet()) {
        entities.put(TableId.bronze(source.name(), name), new Entity(source.name(), name));
      }
    }
  }

  /** How things of a kind lead to records, in words; empty: no way is known. */
  static List<String> rule(String kind) {
    return text(kind).stream()
        .flatMap(String::lines)
        .takeWhile(line -> line.startsWith("--") && !line.startsWith("-- Grain"))
        .map(line -> line.substring(2).strip())
        .toList();
  }

  private static Optional<String> text(String kind) {
    return kind.isEmpty() ? Optional.empty() : Resource.find("explain/records/" + kind + ".sql");
  }

  /** A row for each counted thing and each row that was delivered of it. */
  Dataset<Row> of(Counted counted, List<String> kinds, Row score) {
    List<Dataset<Row>> found = new ArrayList<>();
    for (String kind : kinds) {
      if (text(kind).isEmpty()) {
        continue;
      }
      Dataset<Row> ids = counted.rows().where(col("kind").equalTo(kind)).select("id").distinct();
      Dataset<Row> records =
          published
              .query(text(kind).get(), score)
              .join(ids, "id")
              .select("id", "named_in", "record_id")
              .distinct()
              .cache();
      for (Row named : records.select("named_in").distinct().collectAsList()) {
        for (TableId bronze : bronze(TableId.of(named.getString(0)))) {
          Dataset<Row> of =
              records.where(col("named_in").equalTo(named.getString(0))).drop("named_in");
          found.add(delivered(bronze, of));
        }
      }
    }
    return found.stream()
        .reduce(Dataset::union)
        .map(Dataset::distinct)
        .orElseGet(() -> counted.rows().sparkSession().createDataFrame(List.of(), COLUMNS));
  }

  private Dataset<Row> delivered(TableId bronze, Dataset<Row> records) {
    Entity entity = entities.get(bronze);
    return published
        .engine()
        .delivered(bronze)
        .select("_record_id", "_file", "_row_number", "_delivery_date")
        .join(records, col("_record_id").equalTo(col("record_id")))
        .select(
            col("id").as("counted"),
            lit(entity.source()).as("source"),
            lit(entity.name()).as("entity"),
            col("record_id"),
            col("_file").as("file"),
            col("_row_number").as("row_number"),
            col("_delivery_date").as("delivery_date"));
  }

  /** Tables of deliveries in whose rows the ids of a table's records stand. */
  private List<TableId> bronze(TableId table) {
    if (table.layer() == Layer.BRONZE) {
      return entities.containsKey(table) ? List.of(table) : List.of();
    }
    List<TableId> result = new ArrayList<>();
    for (var input : new TreeMap<>(published.spec(table.toString()).narrow()).entrySet()) {
      TableId id = TableId.of(input.getKey());
      if (input.getValue().equals(List.of("_record_id")) && entities.containsKey(id)) {
        result.add(id);
      }
    }
    return result;
  }

  static TreeSet<String> kinds(Counted counted) {
    TreeSet<String> kinds = new TreeSet<>();
    counted
        .rows()
        .select("kind")
        .distinct()
        .collectAsList()
        .forEach(row -> kinds.add(row.getString(0)));
    return kinds;
  }
}
