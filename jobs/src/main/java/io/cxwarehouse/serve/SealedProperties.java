package io.cxwarehouse.serve;

import java.util.Properties;

/**
 * The system's properties, which clients of Hive's server may not set: its protocol lets each
 * connection do so ({@code set:system:name}), for the whole process.
 */
final class SealedProperties extends Properties {
  private static final long serialVersionUID = 1;
  private static final String CLIENTS = "org.apache.hive.service.";

  static void install() {
    SealedProperties sealed = new SealedProperties();
    sealed.putAll(System.getProperties());
    System.setProperties(sealed);
  }

  @Override
  public synchronized Object setProperty(String name, String value) {
    boolean isClient =
        StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(CLIENTS)));
    if (isClient) {
      throw new SecurityException("A connection cannot set properties of the SQL server: " + name);
    }
    return super.setProperty(name, value);
  }
}
