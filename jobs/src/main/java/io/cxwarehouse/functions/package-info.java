/**
 * Pure functions without a Spark session, registered once as SQL functions.
 *
 * <p>May use {@code catalog} and nothing else of ours.
 */
package io.cxwarehouse.functions;
