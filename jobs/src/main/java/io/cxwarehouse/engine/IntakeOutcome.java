package io.cxwarehouse.engine;

import java.util.List;

/**
 * What taking in deliveries came to.
 *
 * @param refused files refused as a whole, with the reason
 */
public record IntakeOutcome(long files, long rows, long rejected, List<String> refused) {}
