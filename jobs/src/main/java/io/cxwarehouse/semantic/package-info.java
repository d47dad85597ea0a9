/**
 * KPIs as BI tools define them, from the definitions that the pipeline computes by. Begin with
 * {@link io.cxwarehouse.semantic.SemanticLayer}; each tool's files are one class.
 */
package io.cxwarehouse.semantic;
