package io.cxwarehouse.raw;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the landing scan must know of a source.
 *
 * @param maxLag how old its newest delivery may be
 * @param settleTime a delivery with a younger file is left for the next run
 */
public record SourceShape(
    String name,
    boolean isEnabled,
    boolean isRequired,
    boolean isMarkerRequired,
    Duration maxLag,
    Duration settleTime,
    Map<String, EntityShape> entities) {
  public SourceShape {
    // In one order in every process: the digest of all definitions depends on it.
    entities = Collections.unmodifiableMap(new TreeMap<>(entities));
  }
}
