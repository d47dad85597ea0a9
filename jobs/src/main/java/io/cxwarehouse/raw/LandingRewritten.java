package io.cxwarehouse.raw;

/**
 * What became of a landing file out of which rows are to go.
 *
 * @param path below the landing root
 * @param rows that go, as far as the file could be read
 * @param obstacle why the file stays as it is, null if nothing stands in the way
 */
public record LandingRewritten(String path, long rows, String obstacle) {
  public boolean isPossible() {
    return obstacle == null;
  }
}
