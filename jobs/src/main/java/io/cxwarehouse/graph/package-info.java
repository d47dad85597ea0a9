/**
 * From definitions to a graph of steps: what each step reads, computes and rejects. The only
 * package of the engine's that Java steps of silver and gold see.
 *
 * <p>Read {@link io.cxwarehouse.graph.Graph} first, then {@link io.cxwarehouse.graph.Step} with
 * {@link io.cxwarehouse.graph.SqlStep}, {@link io.cxwarehouse.graph.StepInputs} (what a step may
 * read) and {@link io.cxwarehouse.graph.Relations} (every name that a query may use, with its
 * schema).
 *
 * <p>May use {@code bronze}, {@code catalog}, {@code config}, and nothing else of ours. It writes
 * nothing and knows no run; of {@code bronze} it sees what delivered rows look like.
 */
package io.cxwarehouse.graph;
