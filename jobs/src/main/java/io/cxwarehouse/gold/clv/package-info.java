/** Fits the lifetime value models at month ends: from purchase days to rows of parameters. */
package io.cxwarehouse.gold.clv;
