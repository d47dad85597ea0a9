/**
 * What a deployment sets: HOCON files read into immutable records, strictly. The only package that
 * knows the configuration library; it needs no Spark.
 *
 * <p>May use {@code catalog}, {@code functions}, and nothing else of ours.
 */
package io.cxwarehouse.config;
