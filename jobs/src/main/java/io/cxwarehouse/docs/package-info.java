/**
 * The data dictionary: what tables and KPIs are, from their definitions, as a static site.
 *
 * <p>May use {@code catalog}, {@code config}, {@code delta}, {@code engine}, {@code graph}, {@code
 * html}, and nothing else of ours.
 */
package io.cxwarehouse.docs;
