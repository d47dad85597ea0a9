package io.cxwarehouse.raw;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CSV: fields are matched to columns by the header's names. An empty field is null, quoted or not,
 * since CSV has no other way to write null and sources differ in what they quote; so are the texts
 * that databases write for null.
 */
final class CsvRows implements TextRows {
  private static final int MAX_FIELDS = 20_000;
  private static final int SHOWN_CHARS = 4_000;

  /** Excel's first line of a file whose delimiter it should not guess. */
  private static final Pattern DELIMITER_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");

  /** All that Salesforce's Bulk API writes where a query finds nothing. */
  private static final String NO_RECORDS = "Records not found for this query";

  private final EntityShape shape;
  private final Reader in;
  private final RecordSplitter splitter;
  private char delimiter;
  private CsvParser parser;
  private DeliveredColumns header;
  private boolean isEmptyResult;
  private boolean isStarted;
  private boolean isPending;
  private boolean isResyncing;
  private long number;

  CsvRows(Reader in, EntityShape shape) {
    this.in = in;
    this.shape = shape;
    this.splitter = new RecordSplitter(in, shape.options(), shape.limits());
    this.delimiter = shape.options().delimiter();
    this.parser = parser();
  }

  private CsvParser parser() {
    ReadOptions options = shape.options();
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setQuote(options.quote());
    settings.getFormat().setQuoteEscape(options.escape());
    settings.getFormat().setLineSeparator("\n");
    settings.setCommentProcessingEnabled(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setIgnoreLeadingWhitespacesInQuotes(false);
    settings.setIgnoreTrailingWhitespacesInQuotes(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(MAX_FIELDS);
    return new CsvParser(settings);
  }

  @Override
  public boolean hasContent() {
    return header != null || isEmptyResult;
  }

  @Override
  public Span span() {
    return splitter.span();
  }

  @Override
  public DeliveredRow next() throws IOException {
    if (!isStarted) {
      isStarted = true;
      readHeader();
    }
    do {
      if (!isPending && !splitter.next()) {
        return null;
      }
      isPending = false;
    } while (isBlank());
    number++;
    return row();
  }

  /** Spreadsheets leave rows of delimiters where cells were deleted: blank lines. */
  private boolean isBlank() {
    if (splitter.flaw() != RecordSplitter.Flaw.NONE) {
      return false;
    }
    String text = splitter.text();
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != delimiter && c != shape.options().quote() && !Character.isWhitespace(c)) {
        return false;
      }
      isQuoted |= c == shape.options().quote();
    }
    return !isQuoted
        || Arrays.stream(parser.parseLine(text)).allMatch(f -> f == null || f.isBlank());
  }

  private void readHeader() throws IOException {
    ReadOptions options = shape.options();
    String[] names = null;
    String[] below = {};
    String[] ids = {};
    for (int i = 0; i < options.headerRows() && (i == 0 ? firstRecord() : splitter.next()); i++) {
      refuseFlaws();
      String text = splitter.text();
      boolean isLast = i == options.headerRows() - 1;
      boolean isMarked = isLast && options.headerMarker() != null;
      if (i == 0) {
        if (StrictText.isUnclean(text)) {
          throw new RefusedFileException(
              "header is not "
                  + options.charset()
                  + " text (options.encoding, or a byte order mark)");
        }
        names = parser.parseLine(text);
      } else if (isMarked && !text.contains(options.headerMarker())) {
        isPending = true;
      } else {
        below = i == 1 ? parser.parseLine(text) : below;
        ids = isMarked ? parser.parseLine(text) : ids;
      }
    }
    if (names != null && NO_RECORDS.equals(names[0]) && names.length == 1) {
      isEmptyResult = !isPending && !splitter.next();
      isPending = !isEmptyResult;
    }
    if (names != null && !isEmptyResult) {
      header = DeliveredColumns.of(names, below, ids, shape);
    }
  }

  /** Moves to the first header row, past what only says how to read the file. */
  private boolean firstRecord() throws IOException {
    boolean isAny = splitter.next();
    while (isAny && isBlank()) {
      isAny = splitter.next();
    }
    Matcher said = isAny ? DELIMITER_LINE.matcher(splitter.text()) : null;
    if (said == null || !said.matches()) {
      return isAny;
    }
    delimiter = said.group(1).charAt(0);
    splitter.useDelimiter(delimiter);
    parser = parser();
    return splitter.next();
  }

  private void refuseFlaws() throws RefusedFileException {
    if (splitter.flaw() != RecordSplitter.Flaw.NONE) {
      throw new RefusedFileException(
          "header cannot be read: " + describe() + " in the record at line " + splitter.line());
    }
  }

  private DeliveredRow row() throws IOException {
    if (splitter.fields() > MAX_FIELDS) {
      return rejected(Reason.MALFORMED_ROW, splitter.fields() + " fields");
    }
    switch (splitter.flaw()) {
      case UNCLOSED_QUOTE ->
          throw new BrokenTailException(
              "row "
                  + number
                  + " (line "
                  + splitter.line()
                  + "): "
                  + describe()
                  + "; nothing from this line on was taken in",
              shown());
      case TOO_LONG -> {
        return rejected(Reason.TOO_LONG, describe());
      }
      case STRAY_QUOTE -> {
        isResyncing = true;
        return rejected(Reason.MALFORMED_ROW, describe());
      }
      case NONE -> {
        // Behind a stray quote the next line may be the rest of the same field.
        isResyncing &= splitter.hasStrayQuote();
        if (isResyncing) {
          return rejected(Reason.MALFORMED_ROW, "stray quote behind a row with a stray quote");
        }
      }
    }
    String text = splitter.text();
    if (StrictText.isUnclean(text)) {
      return rejected(
          Reason.UNDECODABLE, "not " + shape.options().charset() + " text, or it holds NUL");
    }
    if (splitter.fields() != header.size()) {
      return rejected(
          Reason.MALFORMED_ROW, splitter.fields() + " fields, header has " + header.size());
    }
    String[] fields = parser.parseLine(text);
    if (fields.length != header.size()) {
      return rejected(Reason.MALFORMED_ROW, "quotes do not match");
    }
    return assigned(fields);
  }

  private DeliveredRow assigned(String[] fields) {
    String[] values = new String[shape.columns().size()];
    UnknownFields unknown = UnknownFields.NONE;
    String tooLong = null;
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i];
      if (field == null) {
        continue;
      }
      if (field.length() > shape.limits().fieldChars()) {
        tooLong = header.name(i);
      }
      int target = header.target(i);
      boolean isPerhapsName = target < 0 || shape.columns().get(target).isPersonal();
      if (shape.options().isNull(field, isPerhapsName)) {
        continue;
      }
      if (target >= 0) {
        values[target] = field;
      } else {
        if (unknown == UnknownFields.NONE) {
          unknown = new UnknownFields();
        }
        unknown.add(header.name(i), field, false);
      }
    }
    DeliveredRow row = DeliveredRow.good(number, splitter.line(), values, unknown);
    return tooLong == null
        ? row
        : row.rejectedFor(
            Reason.TOO_LONG,
            "field “" + tooLong + "” is longer than " + shape.limits().fieldChars());
  }

  private DeliveredRow rejected(String reason, String message) {
    return DeliveredRow.rejected(number, splitter.line(), reason, message, shown());
  }

  private String describe() {
    return switch (splitter.flaw()) {
      case NONE -> "no flaw";
      case STRAY_QUOTE -> "text behind a closing quote (a quote inside a field is not escaped)";
      case TOO_LONG -> "record is longer than " + shape.limits().recordChars();
      case UNCLOSED_QUOTE -> "a quote is never closed";
    };
  }

  private String shown() {
    String text = splitter.text();
    return text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) : text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
