/** Recognises the records of one customer: a graph of shared keys and its connected components. */
package io.cxwarehouse.silver.identity;
