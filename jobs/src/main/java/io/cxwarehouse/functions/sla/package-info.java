/**
 * Service level agreements: which policy applies to a ticket, and which of its promises are kept.
 */
package io.cxwarehouse.functions.sla;
