package io.cxwarehouse.report;

/** A row of a part of the customers: one value of one segment. */
interface Cut {
  String segmentName();

  String segmentValue();

  default Segment segment() {
    return new Segment(segmentName(), segmentValue());
  }
}
