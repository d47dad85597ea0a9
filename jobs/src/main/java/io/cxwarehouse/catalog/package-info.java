/**
 * What tables exist: their layers, names and definitions, read from {@code table.sql}. No I/O.
 *
 * <p>Uses nothing else of ours.
 */
package io.cxwarehouse.catalog;
