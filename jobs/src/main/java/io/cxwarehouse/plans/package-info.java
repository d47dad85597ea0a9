/**
 * How Spark runs plans that are small: a hook into its planner, which every session has and which
 * changes no result. Read {@link io.cxwarehouse.plans.SmallPlans} first.
 *
 * <p>Uses nothing else of ours.
 */
package io.cxwarehouse.plans;
