package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * Which run, step and table this thread works for, until it is closed. Lines that are logged carry
 * it, those of Spark's tasks on executors too, and Spark's listeners find it in a job's properties.
 */
final class LogContext implements AutoCloseable {
  /** Spark hands properties that begin with {@code mdc.} to the loggers of its tasks. */
  static final String RUN = "mdc.run_id";

  static final String STEP = "mdc.step";
  static final String TABLE = "mdc.table";

  private final SparkContext spark;
  private final Map<String, String> before = new LinkedHashMap<>();

  private LogContext(SparkContext spark) {
    this.spark = spark;
  }

  /** Of a run as a whole. */
  static LogContext of(SparkContext spark, String runId) {
    LogContext context = new LogContext(spark);
    context.set(RUN, runId);
    return context;
  }

  /** Of one step of it: {@code intake} or {@code compute}. */
  static LogContext of(SparkContext spark, String runId, String step, TableId table) {
    LogContext context = of(spark, runId);
    context.set(STEP, step);
    context.set(TABLE, table.toString());
    return context;
  }

  private void set(String name, String value) {
    before.put(name, MDC.get(name));
    put(name, value);
  }

  private void put(String name, String value) {
    if (value == null) {
      MDC.remove(name);
    } else {
      MDC.put(name, value);
    }
    spark.setLocalProperty(name, value);
  }

  @Override
  public void close() {
    before.forEach(this::put);
  }
}
