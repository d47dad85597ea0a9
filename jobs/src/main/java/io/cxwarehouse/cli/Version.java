package io.cxwarehouse.cli;

import org.apache.spark.package$;
import picocli.CommandLine.IVersionProvider;

/** What runs here, for whoever reports a fault. Classes that are in no jar know no version. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "cxw " + (own == null ? "of a checkout" : own),
      "Spark " + package$.MODULE$.SPARK_VERSION(),
      "Java " + Runtime.version()
    };
  }
}
