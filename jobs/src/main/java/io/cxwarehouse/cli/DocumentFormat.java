package io.cxwarehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;

/** How a command writes its result. */
enum DocumentFormat {
  TEXT,
  JSON;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Writes one JSON document on a line. */
  static void print(Object document, PrintWriter out) {
    try {
      out.println(MAPPER.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
