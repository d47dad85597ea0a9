package io.cxwarehouse.raw;

import java.time.Duration;
import java.util.Map;

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
    entities = Map.copyOf(entities);
  }
}
