/** Pure functions without a Spark session, registered once as SQL functions. */
package io.cxwarehouse.functions;
