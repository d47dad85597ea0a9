package io.cxwarehouse.erasure;

/**
 * How to erase.
 *
 * @param isTrial only counts what would go
 * @param rewritesLanding takes the persons' rows out of landing files, too
 */
public record ErasureOptions(boolean isTrial, boolean rewritesLanding) {
  public static final ErasureOptions TRIAL = new ErasureOptions(true, false);
  public static final ErasureOptions WAREHOUSE = new ErasureOptions(false, false);
}
