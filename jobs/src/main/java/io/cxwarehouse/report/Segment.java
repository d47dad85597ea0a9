package io.cxwarehouse.report;

/** All customers, or those of one value of a column. */
public record Segment(String name, String value) implements Comparable<Segment> {
  static final Segment ALL = new Segment("all", "all");

  boolean isAll() {
    return name.equals("all");
  }

  /** As {@code --segment} and the page name it. */
  public String key() {
    return isAll() ? "" : name + "=" + value;
  }

  @Override
  public int compareTo(Segment other) {
    return key().compareTo(other.key());
  }
}
