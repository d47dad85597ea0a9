package io.cxwarehouse.raw;

import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a text go with the rows that go. Of an array one separator goes with each element,
 * so that what is left is an array again.
 */
final class CutRanges {
  private final List<Span> cuts = new ArrayList<>();
  private int array = Span.NO_ARRAY;
  private boolean isKept;
  private long lastEnd;
  private Span waiting;

  /** Takes the next row, in the order of the text. */
  void add(Span row, boolean goes) {
    if (waiting != null) {
      boolean isSame = row.array() == waiting.array();
      cuts.add(new Span(waiting.start(), isSame ? row.start() : waiting.end(), Span.NO_ARRAY));
      waiting = null;
    }
    if (row.array() != array) {
      array = row.array();
      isKept = false;
    }
    if (goes && array == Span.NO_ARRAY) {
      cuts.add(row);
    } else if (goes && isKept) {
      cuts.add(new Span(lastEnd, row.end(), Span.NO_ARRAY));
    } else if (goes) {
      // First of its array so far: the separator behind it goes, if there is one.
      waiting = row;
    } else {
      isKept = true;
    }
    lastEnd = row.end();
  }

  /** All of them, in order. */
  List<Span> done() {
    if (waiting != null) {
      cuts.add(waiting);
      waiting = null;
    }
    return cuts;
  }
}
