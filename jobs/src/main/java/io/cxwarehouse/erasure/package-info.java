/**
 * Taking persons out: who is meant, which rows of bronze and of landing files are theirs, and that
 * no older version keeps them. {@link io.cxwarehouse.erasure.Erasure} is the entrance; it makes a
 * {@link io.cxwarehouse.engine.Run} that recomputes what their rows stood in.
 *
 * <p>May import {@code engine} and what lies below it.
 */
package io.cxwarehouse.erasure;
