/**
 * Learns at month ends who leaves: from examples of the past to models with their test on later
 * ones. Read {@link io.cxwarehouse.gold.health.HealthModelStep} first.
 */
package io.cxwarehouse.gold.health;
