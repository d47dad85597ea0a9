/**
 * Tables on disk. {@link io.cxwarehouse.delta.LocalFiles} is what Hadoop and Delta read and write a
 * local disk through.
 */
package io.cxwarehouse.delta;
