/** Whom a run tells how it went: metrics, notices, lineage. What fails here never fails a run. */
package io.cxwarehouse.observe;
