/**
 * Tables on disk: read at a version, compared, written, laid out, purged, examined. The only
 * package that names Delta's internal classes; it knows tables by their definitions, and nothing of
 * runs, graphs or configuration.
 *
 * <p>Read {@link io.cxwarehouse.delta.Tables} first, then {@link io.cxwarehouse.delta.Diff} (what
 * changed), {@link io.cxwarehouse.delta.TableWriter} and {@link io.cxwarehouse.delta.Commit} (how
 * it becomes a version that no other run can slip in between). {@link
 * io.cxwarehouse.delta.RowFiles} writes few rows without a job of Spark. {@link
 * io.cxwarehouse.delta.LocalFiles} is what Hadoop and Delta read and write a local disk through.
 *
 * <p>May use {@code catalog} and nothing else of ours.
 */
package io.cxwarehouse.delta;
