/**
 * Where analysts' tools ask in SQL: which texts only read ({@link io.cxwarehouse.serve.SqlGuard}),
 * a server for JDBC ({@link io.cxwarehouse.serve.SqlServer}), and a Hive metastore that knows the
 * tables ({@link io.cxwarehouse.serve.Metastore}).
 *
 * <p>May use {@code catalog}, {@code delta}, {@code engine}, {@code graph}, {@code publish}, and
 * nothing else of ours.
 */
package io.cxwarehouse.serve;
