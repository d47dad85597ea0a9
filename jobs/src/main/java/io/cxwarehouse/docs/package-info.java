/** The data dictionary: what tables and KPIs are, from their definitions, as a static site. */
package io.cxwarehouse.docs;
