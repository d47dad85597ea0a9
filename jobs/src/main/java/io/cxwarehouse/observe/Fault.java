package io.cxwarehouse.observe;

/**
 * Something that somebody should look at, or an alert of a KPI.
 *
 * @param key names it, the same on each night on which it lasts
 * @param text says it to a person; never a text of delivered rows
 */
record Fault(String key, String text) {}
