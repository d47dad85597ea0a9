package io.cxwarehouse.silver.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;

import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Computes {@code silver.customer_record}: gives every customer record its customer. Records are
 * nodes; a shared e-mail address or phone number and a reference are edges; a connected component
 * is a customer. Its id comes from its canonical record, so that it depends neither on the order in
 * which records arrive nor on how components are found.
 */
public final class CustomerRecords implements Step {
  private static final String PROFILE = "silver.customer_profile";
  private static final String SHARED_KEY = "silver.customer_shared_key";
  private static final Column RECORD = col("customer_source_key");

  /** What decides to whom a record belongs. */
  private static final Column[] LINKS =
      Stream.of(
              "customer_source_key",
              "source",
              "source_id",
              "created_at",
              "email_keys",
              "phone_keys",
              "references")
          .map(functions::col)
          .toArray(Column[]::new);

  private final Components components;

  public CustomerRecords() {
    this(new ComponentsBySize());
  }

  CustomerRecords(Components components) {
    this.components = components;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(PROFILE, SHARED_KEY);
  }

  @Override
  public Dataset<Row> compute(StepInputs inputs) {
    Dataset<Row> records = inputs.relation(PROFILE);
    Dataset<Row> links = Kept.rows(records.select(LINKS));
    Dataset<Row> members = components.of(edges(links, inputs.relation(SHARED_KEY)));
    // A record that does not say when it was created gives way to those that do.
    Column age =
        struct(col("created_at").isNull(), col("created_at"), col("source"), col("source_id"));
    Dataset<Row> canonical =
        links
            .join(members, RECORD.equalTo(col(Components.NODE)))
            .groupBy(Components.COMPONENT)
            .agg(min_by(RECORD, age).as("canonical"));
    Dataset<Row> canonicalOfMember =
        members.join(canonical, Components.COMPONENT).select(Components.NODE, "canonical");
    Column named = coalesce(col("canonical"), RECORD).cast("binary");
    return records
        .join(canonicalOfMember, RECORD.equalTo(col(Components.NODE)), "left")
        .select(
            RECORD,
            concat(lit("c_"), substring(sha2(named, 256), 1, 24)).as("customer_id"),
            col("source"),
            col("source_id"),
            col("created_at"),
            col("email_key"),
            col("phone_key"),
            col("email_keys"),
            col("phone_keys"),
            col("references"),
            col("country"),
            col("region"),
            col("industry"),
            col("plan"),
            col("acquisition_channel"),
            col("is_deleted"));
  }

  /** Which records belong together; a reference may name a record that was never delivered. */
  private static Dataset<Row> edges(Dataset<Row> links, Dataset<Row> sharedKeys) {
    Dataset<Row> references =
        held(links, sharedKeys, "reference", explode(col("references")))
            .select(col(Components.NODE), col("held").as(Components.OTHER));
    return sharing(held(links, sharedKeys, "email", explode(col("email_keys"))))
        .union(sharing(held(links, sharedKeys, "phone", explode(col("phone_keys")))))
        .union(references)
        .where(col(Components.NODE).notEqual(col(Components.OTHER)))
        .distinct();
  }

  /** Records and their keys of one kind, without keys that too many records share. */
  private static Dataset<Row> held(
      Dataset<Row> links, Dataset<Row> sharedKeys, String kind, Column key) {
    Dataset<Row> shared =
        sharedKeys.where(col("key_kind").equalTo(kind)).select(col("key_value")).distinct();
    return links
        .select(RECORD.as(Components.NODE), key.as("held"))
        .join(shared, col("held").equalTo(col("key_value")), "left_anti");
  }

  /** Joins each record to the least one with the same key: a star has fewer edges than a clique. */
  private static Dataset<Row> sharing(Dataset<Row> held) {
    Column least = min(Components.NODE).over(Window.partitionBy("held"));
    return held.select(col(Components.NODE), least.as(Components.OTHER));
  }
}
