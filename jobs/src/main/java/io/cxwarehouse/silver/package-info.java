/**
 * Java steps of the conformed layer, where SQL does not do.
 *
 * <p>May use {@code catalog}, {@code graph}, and nothing else of ours.
 */
package io.cxwarehouse.silver;
