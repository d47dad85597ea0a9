/**
 * Models of customer lifetime value as pure mathematics: likelihoods with analytic gradients, and
 * the scores that a fit gives. Time is in weeks, a week being seven business dates.
 */
package io.cxwarehouse.functions.clv;
