/** What tables exist: their layers, names and definitions, read from {@code table.sql}. No I/O. */
package io.cxwarehouse.catalog;
