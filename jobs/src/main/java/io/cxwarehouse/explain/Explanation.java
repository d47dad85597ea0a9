package io.cxwarehouse.explain;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where a value of the scorecard comes from.
 *
 * @param counted what it is counted of
 * @param rules how that leads to delivered rows, in words
 * @param rows the delivered rows: counted (the id of what they belong to), source, entity,
 *     record_id, file, row_number, delivery_date
 * @param files source, entity, file and the number of their rows
 * @param things how many different things are counted
 * @param unnamed how many of them have no delivered row
 */
public record Explanation(
    Counted counted,
    List<String> rules,
    Dataset<Row> rows,
    List<Row> files,
    long things,
    long unnamed) {}
