/**
 * Where analysts' tools ask in SQL: which texts only read ({@link io.cxwarehouse.serve.SqlGuard}),
 * a server for JDBC ({@link io.cxwarehouse.serve.SqlServer}), and a Hive metastore that knows the
 * tables ({@link io.cxwarehouse.serve.Metastore}).
 */
package io.cxwarehouse.serve;
