package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Few;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Which published numbers a run changed. As-of tables restate by nature and are left out, and so
 * are tables whose former values must not be kept ({@code cxw.restated}).
 */
final class Restatements {
  /** Values beyond those of this many rows are counted in one row per table. */
  private static final int MAX_RESTATED = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Restatements() {}

  /** Which values a diff changes, one row each, and one more where they are too many to list. */
  static List<Row> of(
      String runId,
      TableSpec spec,
      How how,
      List<String> reasons,
      Dataset<Row> diff,
      DiffStats stats) {
    if (how == How.FIRST || stats.updated() + stats.deleted() == 0 || !spec.isRestated()) {
      return List.of();
    }
    List<Row> restated = new ArrayList<>();
    String cause = String.join("; ", reasons);
    Dataset<Row> changed = diff.where(col(Diff.CHANGE).notEqual("I")).limit(MAX_RESTATED);
    for (Row row : Few.known(changed).orElseGet(changed::collectAsList)) {
      Row before = row.getAs(Diff.BEFORE);
      boolean isGone = "D".equals(row.getAs(Diff.CHANGE));
      String key = key(spec, row);
      if (isGone) {
        restated.add(value(runId, spec, key, "*", before.toString(), null, cause));
        continue;
      }
      for (String column : spec.schema().fieldNames()) {
        Object old = before.getAs(column);
        Object now = row.getAs(column);
        if (!Objects.equals(old, now)) {
          restated.add(value(runId, spec, key, column, text(old), text(now), cause));
        }
      }
    }
    if (stats.updated() + stats.deleted() > MAX_RESTATED) {
      restated.add(
          value(
              runId,
              spec,
              "{}",
              "*",
              null,
              null,
              cause
                  + "; "
                  + (stats.updated() + stats.deleted())
                  + " rows changed, "
                  + restated.size()
                  + " values listed"));
    }
    return restated;
  }

  private static Row value(
      String runId,
      TableSpec spec,
      String key,
      String column,
      String old,
      String now,
      String cause) {
    return RowFactory.create(runId, spec.id().toString(), key, column, old, now, cause);
  }

  private static String key(TableSpec spec, Row row) {
    ObjectNode key = JSON.createObjectNode();
    spec.key().forEach(column -> key.put(column, text(row.getAs(column))));
    return key.toString();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
