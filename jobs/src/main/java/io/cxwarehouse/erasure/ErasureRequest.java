package io.cxwarehouse.erasure;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Phones;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whom somebody wants erased.
 *
 * @param line of the request file, from 1
 * @param value as it is compared: an address in lower case, a number in E.164
 * @param requestedOn null where the file does not say
 */
public record ErasureRequest(int line, Kind kind, String value, LocalDate requestedOn) {
  private static final String HEADER = "kind,value";

  /** By what a person is named. */
  public enum Kind {
    EMAIL,
    PHONE,
    SOURCE_ID,
    CUSTOMER_ID
  }

  /** Shows no person. */
  @Override
  public String toString() {
    return "line " + line + ": " + kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a request file; all its bad lines are told at once, none of their values is.
   *
   * @param sources names that ids may begin with
   */
  public static List<ErasureRequest> read(Path file, Set<String> sources) {
    List<String> lines = lines(file);
    List<String> problems = new ArrayList<>();
    List<ErasureRequest> requests = new ArrayList<>();
    String header = lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "").strip();
    if (!header.equals(HEADER) && !header.equals(HEADER + ",requested_on")) {
      problems.add("line 1: the header is kind,value or kind,value,requested_on");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          requests.add(parse(i + 1, lines.get(i).split(",", -1), sources));
        } catch (IllegalArgumentException e) {
          problems.add("line " + (i + 1) + ": " + e.getMessage());
        }
      }
    }
    if (requests.isEmpty() && problems.isEmpty()) {
      problems.add("it names nobody");
    }
    requireNone("The request file " + file, problems);
    return requests;
  }

  static void requireNone(String what, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          what + " cannot be used.",
          String.join("\n", problems),
          "Correct these lines; nothing was erased.");
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "The request file " + file + " cannot be read.",
          e.getClass().getSimpleName(),
          "Name an existing CSV file in UTF-8 with --requests.");
    }
  }

  private static ErasureRequest parse(int line, String[] cells, Set<String> sources) {
    if (cells.length < 2 || cells.length > 3) {
      throw new IllegalArgumentException(cells.length + " values, expected are 2 or 3");
    }
    Kind kind;
    try {
      kind = Kind.valueOf(cells[0].strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the kind is none of email, phone, source_id, customer_id", e);
    }
    String value = value(kind, cells[1].strip(), sources);
    return new ErasureRequest(line, kind, value, cells.length < 3 ? null : date(cells[2].strip()));
  }

  private static String value(Kind kind, String text, Set<String> sources) {
    return switch (kind) {
      case EMAIL -> checked(Emails.normalize(UTF8String.fromString(text)), "is no e-mail address");
      case PHONE ->
          checked(
              Phones.e164(UTF8String.fromString(text), null),
              "is no phone number with its country code, such as +4930901820");
      case SOURCE_ID -> {
        int colon = text.indexOf(':');
        if (colon < 1
            || colon == text.length() - 1
            || !sources.contains(text.substring(0, colon))) {
          throw new IllegalArgumentException(
              "the value is not <source>:<id>, with one of the sources " + sources);
        }
        String id = NativeIds.normalize(text.substring(colon + 1));
        yield checked(id == null ? null : text.substring(0, colon + 1) + id, "has no id");
      }
      case CUSTOMER_ID -> {
        if (!text.matches("c_[0-9a-f]{24}")) {
          throw new IllegalArgumentException("the value is no customer_id: c_ and 24 digits");
        }
        yield text;
      }
    };
  }

  private static String checked(Object value, String problem) {
    if (value == null) {
      throw new IllegalArgumentException("the value " + problem);
    }
    return value.toString();
  }

  private static LocalDate date(String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("requested_on is no date such as 2026-03-31", e);
    }
  }
}
