/**
 * KPIs as BI tools define them, from the definitions that the pipeline computes by. Begin with
 * {@link io.cxwarehouse.semantic.SemanticLayer}; each tool's files are one class.
 *
 * <p>May use {@code catalog}, {@code config}, {@code engine}, {@code functions}, {@code graph}, and
 * nothing else of ours.
 */
package io.cxwarehouse.semantic;
