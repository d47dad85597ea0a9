package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Zone rules by IANA name. A query names few zones and asks for them once per row. */
final class Zones {
  private record Named(UTF8String name, ZoneRules rules) {}

  private static final ConcurrentHashMap<UTF8String, Named> KNOWN = new ConcurrentHashMap<>();

  /** The zone of the latest call: comparing one name is cheaper than hashing it. */
  private static volatile Named latest = load(UTF8String.fromString("UTC"));

  private Zones() {}

  static ZoneRules rules(UTF8String name) {
    Named candidate = latest;
    if (!candidate.name.equals(name)) {
      candidate = KNOWN.get(name);
      if (candidate == null) {
        // Spark reuses the bytes behind the argument for the next row.
        candidate = load(name.clone());
        KNOWN.put(candidate.name, candidate);
      }
      latest = candidate;
    }
    return candidate.rules;
  }

  private static Named load(UTF8String name) {
    try {
      return new Named(name, ZoneId.of(name.toString()).getRules());
    } catch (DateTimeException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "The time zone \"" + name + "\" is not known.",
          e.getMessage(),
          "Use an IANA name such as Europe/Berlin in warehouse.timezone and sources.*.timezone.",
          e);
    }
  }
}
