/**
 * Whom a run tells how it went: metrics, notices, lineage. What fails here never fails a run.
 *
 * <p>May use {@code catalog}, {@code config}, {@code delta}, {@code engine}, {@code graph}, {@code
 * publish}, and nothing else of ours.
 */
package io.cxwarehouse.observe;
