/**
 * Runs steps: which are due, with which inputs, and how their results are written. The only package
 * that writes tables; steps never see paths, catalogs or the clock.
 */
package io.cxwarehouse.engine;
