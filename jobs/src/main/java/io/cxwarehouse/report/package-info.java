/** The report: what was published, on one page for those who do not write SQL. */
package io.cxwarehouse.report;
