package io.cxwarehouse.bronze;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.ColumnShape;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.FileOutcome;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Schemas of bronze tables and of rejected rows. */
public final class BronzeSchema {
  /** Rows for {@code ops.rejected_record}. */
  public static final StructType REJECTED =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("file", DataTypes.StringType)
          .add("file_id", DataTypes.StringType)
          .add("row_number", DataTypes.LongType)
          .add("reason", DataTypes.StringType)
          .add("message", DataTypes.StringType)
          .add("raw_text", DataTypes.StringType);

  private BronzeSchema() {}

  /** What {@code ops.rejected_record} says of a file that is refused as a whole. */
  static Row refusal(FileOutcome outcome) {
    return RowFactory.create(
        outcome.file().source(),
        outcome.file().entity(),
        outcome.file().path(),
        outcome.file().fileId(),
        null,
        outcome.reason(),
        outcome.message(),
        null);
  }

  public static TableId table(EntityShape entity) {
    return new TableId(Layer.BRONZE, entity.source() + "_" + entity.name());
  }

  /** The delivered columns as text, in the order of the configuration, then the technical ones. */
  public static StructType of(EntityShape entity) {
    StructType schema = new StructType();
    for (ColumnShape column : entity.columns()) {
      schema = schema.add(column.name(), DataTypes.StringType);
    }
    return schema
        .add("_rescued", DataTypes.StringType)
        .add("_record_id", DataTypes.StringType)
        .add("_key", DataTypes.StringType)
        .add("_cursor", DataTypes.StringType)
        .add("_file_id", DataTypes.StringType)
        .add("_file", DataTypes.StringType)
        .add("_row_number", DataTypes.LongType)
        .add("_delivery_date", DataTypes.DateType)
        .add("_ingested_run", DataTypes.StringType)
        .add("_row_hash", DataTypes.StringType);
  }
}
