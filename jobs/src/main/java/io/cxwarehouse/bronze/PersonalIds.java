package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Replaces ids that are personal data themselves, such as e-mail addresses, by pseudonyms wherever
 * queries read them from bronze: in the source that gives them and in those that refer to it. So
 * silver joins them as it joins other ids, and has none in clear.
 */
public final class PersonalIds {
  private final Map<String, PersonsOf> persons;

  public PersonalIds(Settings settings) {
    this.persons = PersonsOf.all(settings);
  }

  /** Rows of a bronze table as queries see them. */
  public Dataset<Row> hidden(Source source, Source.Entity entity, Dataset<Row> bronze) {
    StoredIds stored = stored(source, entity);
    Set<String> columns = stored.columns();
    if (columns.isEmpty()) {
      return bronze;
    }
    Dataset<Row> hidden = bronze;
    for (String column : columns) {
      UDF1<String, String> function = cell -> stored.cell(column, cell);
      hidden =
          hidden.withColumn(
              column, udf(function, DataTypes.StringType).apply(col("`" + column + "`")));
    }
    if (!isKeyPersonal(entity, columns)) {
      return hidden;
    }
    Column key = call_function("pseudonym", col("_key"));
    return hidden
        .withColumn("_record_id", concat(lit(source.name() + ":"), key))
        .withColumn("_key", key);
  }

  private StoredIds stored(Source source, Source.Entity entity) {
    return persons.get(source.name() + "." + entity.name()).storedIds();
  }

  private static boolean isKeyPersonal(Source.Entity entity, Set<String> columns) {
    return entity.record().isEmpty() && entity.key().stream().anyMatch(columns::contains);
  }

  /** What the rows depend on, for fingerprints; empty where nothing is replaced. */
  public String text(Source source, Source.Entity entity) {
    Set<String> columns = stored(source, entity).columns();
    return columns.isEmpty()
        ? ""
        : " pii-ids " + new TreeSet<>(columns) + isKeyPersonal(entity, columns);
  }
}
