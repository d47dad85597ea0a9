/** What health looks at, and the score that a fitted model gives: pure mathematics. */
package io.cxwarehouse.functions.health;
