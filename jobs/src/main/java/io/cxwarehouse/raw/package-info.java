/**
 * From landing files to rows: what lies in the landing folder, which file is which, and readers for
 * CSV, JSON and Parquet. Knows nothing of configuration files or tables; the readers need no Spark.
 *
 * <p>May use {@code catalog}, {@code functions}, and nothing else of ours.
 */
package io.cxwarehouse.raw;
