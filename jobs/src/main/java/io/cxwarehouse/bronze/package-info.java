/**
 * From landing files to the rows of bronze tables: what a night's intake adds and replaces, and
 * which version of a record is its latest. Writes nothing.
 *
 * <p>May use {@code catalog}, {@code config}, {@code functions}, {@code raw}, and nothing else of
 * ours.
 */
package io.cxwarehouse.bronze;
