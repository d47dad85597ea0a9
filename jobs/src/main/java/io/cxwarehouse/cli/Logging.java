package io.cxwarehouse.cli;

import java.net.URI;
import java.net.URL;
import org.apache.logging.log4j.core.config.Configurator;

/** Spark's and other libraries' log: warnings only, to stderr, unless the operator has a say. */
final class Logging {
  private static final String CONFIGURATION = "cxw-log4j2.properties";
  private static final String[] OPERATORS_OWN = {
    "log4j2.properties", "log4j2.xml", "log4j2.yaml", "log4j2.yml", "log4j2.json"
  };

  private Logging() {}

  /** Applies our configuration, except where a cluster's own is on the class path or named. */
  static void quiet(boolean isVerbose, boolean isJson) {
    if (System.getProperty("log4j2.configurationFile") != null || hasOperatorsOwn()) {
      return;
    }
    System.setProperty("cxw.log.level", isVerbose ? "info" : "warn");
    System.setProperty("cxw.log.tasks", isVerbose ? "warn" : "off");
    System.setProperty("cxw.log.appender", isJson ? "json" : "text");
    URL url = Logging.class.getClassLoader().getResource(CONFIGURATION);
    Configurator.reconfigure(URI.create(url.toString()));
  }

  private static boolean hasOperatorsOwn() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (String name : OPERATORS_OWN) {
      if (loader.getResource(name) != null) {
        return true;
      }
    }
    return false;
  }
}
