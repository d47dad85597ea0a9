/**
 * The report: what was published, on one page for those who do not write SQL.
 *
 * <p>May use {@code catalog}, {@code config}, {@code engine}, {@code functions}, {@code html}, and
 * nothing else of ours.
 */
package io.cxwarehouse.report;
