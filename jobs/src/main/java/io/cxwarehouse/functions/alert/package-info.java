/** Statistical limits of daily KPIs, and the alerts that follow from them. */
package io.cxwarehouse.functions.alert;
