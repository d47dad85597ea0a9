/**
 * Which delivered rows a value of the scorecard comes from. Begin with {@link
 * io.cxwarehouse.explain.Explainer}. Below {@code explain} on the class path lies a query for each
 * table that KPIs are made of: its parts, row by row of what is counted; below {@code
 * explain/records} one for each kind of thing that is counted: the records that it comes from.
 *
 * <p>May use {@code catalog}, {@code config}, {@code engine}, {@code graph}, and nothing else of
 * ours.
 */
package io.cxwarehouse.explain;
