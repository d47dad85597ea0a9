/**
 * A run: which tables are due, which of their rows are affected, computing, checks, records and the
 * lock. Steps never see paths, catalogs or the clock.
 *
 * <p>Read {@link io.cxwarehouse.engine.Engine} first (what commands ask for), then {@link
 * io.cxwarehouse.engine.Warehouse} (what is opened once), {@code Night} and {@link
 * io.cxwarehouse.engine.Run} (take in, compute, finish), {@code Decision} (is a table due, and
 * how), {@code AffectedRows} (which of its rows) and {@code StepRunner} (compute, compare, check,
 * commit). {@code Intakes} brings deliveries into bronze, {@code OpsLog} gathers what a run says of
 * itself, {@link io.cxwarehouse.engine.Lock} keeps other runs out.
 *
 * <p>May use {@code bronze}, {@code catalog}, {@code config}, {@code delta}, {@code functions},
 * {@code graph}, {@code plans}, {@code raw}, and nothing else of ours. Steps of {@code silver} and
 * {@code gold} are loaded by name.
 */
package io.cxwarehouse.engine;
