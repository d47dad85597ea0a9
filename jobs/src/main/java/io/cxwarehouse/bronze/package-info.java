/**
 * From landing files to the rows of bronze tables: what a night's intake adds and replaces, and
 * which version of a record is its latest. Writes nothing.
 */
package io.cxwarehouse.bronze;
