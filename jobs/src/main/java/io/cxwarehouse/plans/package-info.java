/**
 * How Spark runs plans that are small: a hook into its planner, which every session has and which
 * changes no result. Read {@link io.cxwarehouse.plans.SmallPlans} first. It knows no other package.
 */
package io.cxwarehouse.plans;
