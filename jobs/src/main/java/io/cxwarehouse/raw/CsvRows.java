package io.cxwarehouse.raw;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.Reader;

/**
 * CSV: fields are matched to columns by the header's names. An empty field is null, quoted or not,
 * since CSV has no other way to write null and sources differ in what they quote.
 */
final class CsvRows implements TextRows {
  private static final int MAX_FIELDS = 20_000;
  private static final int SHOWN_CHARS = 4_000;

  private final EntityShape shape;
  private final Reader in;
  private final RecordSplitter splitter;
  private final CsvParser parser;
  private DeliveredColumns header;
  private boolean isStarted;
  private boolean isPending;
  private boolean isResyncing;
  private long number;

  CsvRows(Reader in, EntityShape shape) {
    this.in = in;
    this.shape = shape;
    this.splitter = new RecordSplitter(in, shape.options(), shape.limits());
    this.parser = new CsvParser(settings(shape.options()));
  }

  private static CsvParserSettings settings(ReadOptions options) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(options.delimiter());
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
    return settings;
  }

  @Override
  public boolean hasContent() {
    return header != null;
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
    if (!isPending && !splitter.next()) {
      return null;
    }
    isPending = false;
    number++;
    return row();
  }

  private void readHeader() throws IOException {
    ReadOptions options = shape.options();
    String[] names = null;
    for (int i = 0; i < options.headerRows(); i++) {
      if (!splitter.next()) {
        break;
      }
      if (splitter.flaw() != RecordSplitter.Flaw.NONE) {
        throw new RefusedFileException(
            "header cannot be read: " + describe() + " in the record at line " + splitter.line());
      }
      String text = splitter.text();
      boolean isLast = i == options.headerRows() - 1;
      if (i == 0) {
        if (StrictText.isUnclean(text)) {
          throw new RefusedFileException(
              "header is not "
                  + options.charset()
                  + " text (options.encoding, or a byte order mark)");
        }
        names = parser.parseLine(text);
      } else if (isLast
          && options.headerMarker() != null
          && !text.contains(options.headerMarker())) {
        isPending = true;
      } else if (i == 1) {
        header = DeliveredColumns.of(names, parser.parseLine(text), shape);
      }
    }
    if (header == null && names != null) {
      header = new DeliveredColumns(names, shape);
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
