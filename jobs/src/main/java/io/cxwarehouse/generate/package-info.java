/**
 * Simulates a company and writes what its systems would deliver: {@link
 * io.cxwarehouse.generate.Generator} is the only entrance. Every source is one writer over the same
 * simulated customer lives. Needs no Spark session; the same seed gives the same bytes.
 *
 * <p>May use {@code catalog}, {@code functions}, and nothing else of ours.
 */
package io.cxwarehouse.generate;
