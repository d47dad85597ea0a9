package io.cxwarehouse.bronze;

import io.cxwarehouse.catalog.TableId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What an intake does to one bronze table: all rows of {@code fileIds} go, {@code rows} come.
 *
 * @param fileIds identities of the files read, and of those whose rows no longer stand
 */
public record EntityRows(
    TableId table, StructType schema, Dataset<Row> rows, List<String> fileIds) {}
