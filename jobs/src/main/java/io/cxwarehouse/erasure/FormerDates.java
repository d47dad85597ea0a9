package io.cxwarehouse.erasure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.graph.Graph;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** As-of tables keep what they said on former dates, and nothing computes that again. */
final class FormerDates {
  private static final String CUSTOMER = "customer_id";

  private final Warehouse warehouse;
  private final SparkSession session;
  private final UserDefinedFunction isErased;

  FormerDates(Warehouse warehouse, SparkSession session, ErasedKeys keys) {
    this.warehouse = warehouse;
    this.session = session;
    UDF1<String, Boolean> isErased = id -> id != null && keys.has("customer:" + id);
    this.isErased = udf(isErased, DataTypes.BooleanType);
  }

  /** Deletes rows of erased customers, and takes these out of lists in rows that stay. */
  void forget(TableWriter writer) {
    for (Graph.Node node : warehouse.graph().nodes()) {
      TableSpec spec = node.definition().spec();
      if (spec.asOfColumn().isPresent() && warehouse.tables().state(session, node.id()).exists()) {
        forget(writer, node.id(), spec);
      }
    }
  }

  private void forget(TableWriter writer, TableId table, TableSpec spec) {
    if (List.of(spec.schema().fieldNames()).contains(CUSTOMER)) {
      Column isGone = isErased.apply(col(CUSTOMER));
      if (!rows(table).where(isGone).isEmpty()) {
        writer.delete(session, table, isGone);
      }
    }
    for (StructField field : spec.schema().fields()) {
      if (listsCustomers(field)) {
        Column all = col(field.name());
        Column others = filter(all, e -> not(isErased.apply(e.getField(CUSTOMER))));
        Column isListed = size(others).lt(size(all));
        if (!rows(table).where(isListed).isEmpty()) {
          writer.update(session, table, isListed, Map.of(field.name(), others));
        }
      }
    }
  }

  private static boolean listsCustomers(StructField field) {
    return field.dataType() instanceof ArrayType list
        && list.elementType() instanceof StructType element
        && List.of(element.fieldNames()).contains(CUSTOMER);
  }

  private Dataset<Row> rows(TableId table) {
    return warehouse
        .tables()
        .read(session, table, warehouse.tables().state(session, table).version());
  }
}
