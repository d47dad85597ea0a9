package io.cxwarehouse.serve;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark's Thrift server takes for its SQL context: all that a client sends passes through
 * here, a text through {@link #sql}, settings of its address through {@link #setConf}. Whoever sets
 * these could have {@code ${env:…}} replaced, or files read.
 */
final class ServedContext extends SQLContext {
  private static final long serialVersionUID = 1;

  private final transient ServedTables tables;

  ServedContext(SparkSession session, ServedTables tables) {
    super(session);
    this.tables = tables;
  }

  /** A session of one connection. */
  @Override
  public SQLContext newSession() {
    useClassLoader();
    SparkSession session = sparkSession().newSession();
    session.conf().set("spark.sql.runSQLOnFiles", "false");
    tables.refresh();
    return new ServedContext(session, tables);
  }

  /** Spark's settings are refused; what tools tell of themselves goes nowhere. */
  @Override
  public void setConf(String key, String value) {
    if (key.startsWith("spark.")) {
      throw new CxwException(
          ExitCode.USAGE,
          "A connection cannot change settings of the SQL server.",
          "it sets " + key,
          "Leave it out of the address; whoever runs the server sets it in the configuration.");
    }
  }

  @Override
  public Dataset<Row> sql(String text) {
    useClassLoader();
    return tables.query(sparkSession(), text);
  }

  /** The server's threads come with one that does not know what is in the submitted jar. */
  private void useClassLoader() {
    Thread.currentThread().setContextClassLoader(sparkSession().sharedState().jarClassLoader());
  }
}
