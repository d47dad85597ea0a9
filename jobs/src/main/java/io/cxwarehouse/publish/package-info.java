/**
 * What readers get outside of Delta: gold in PostgreSQL, and files. Everything here shows one
 * publication as a whole, and names it.
 *
 * <p>Read {@link io.cxwarehouse.publish.PostgresPublisher} first (one transaction a publication),
 * then {@code PostgresDdl} (all SQL) and {@code PostgresConnection} (all JDBC).
 *
 * <p>Only tables of gold leave the warehouse: bronze holds persons, silver answers of employees.
 *
 * <p>May use {@code catalog}, {@code config}, {@code delta}, {@code engine}, {@code graph}, and
 * nothing else of ours.
 */
package io.cxwarehouse.publish;
