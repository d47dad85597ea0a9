/**
 * What a deployment sets: HOCON files read into immutable records, strictly. The only package that
 * knows the configuration library; it needs no Spark.
 */
package io.cxwarehouse.config;
