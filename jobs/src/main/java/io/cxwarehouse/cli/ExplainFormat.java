package io.cxwarehouse.cli;

/** How an explanation is written. */
enum ExplainFormat {
  TEXT,
  JSON,
  CSV
}
