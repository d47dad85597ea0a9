/**
 * Taking persons out: who is meant, which rows of bronze and of landing files are theirs, and that
 * no older version keeps them. {@link io.cxwarehouse.erasure.Erasure} is the entrance; it makes a
 * {@link io.cxwarehouse.engine.Run} that recomputes what their rows stood in.
 *
 * <p>May use {@code bronze}, {@code catalog}, {@code config}, {@code delta}, {@code engine}, {@code
 * functions}, {@code graph}, {@code raw}, and nothing else of ours.
 */
package io.cxwarehouse.erasure;
