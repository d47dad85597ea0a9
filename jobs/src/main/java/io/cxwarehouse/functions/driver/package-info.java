/** What customers' experience has to do with what they do afterwards: ranks, odds, strata. */
package io.cxwarehouse.functions.driver;
