package io.cxwarehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a command writes its result: {@code --format}. */
final class DocumentFormat {
  private enum Format {
    TEXT,
    JSON
  }

  /** Made when the first document is: most commands write none. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "For people, or one JSON document a line (default: ${DEFAULT-VALUE}).")
  private Format format;

  boolean isJson() {
    return format == Format.JSON;
  }

  /** Writes one JSON document on a line. */
  static void print(Object document, PrintWriter out) {
    try {
      out.println(Json.MAPPER.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
