package io.cxwarehouse.functions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Ids as sources give them, in one spelling: the one rule for keys of records and for whatever
 * refers to them. Padded columns, and numbers that a tool on the way took for floats, would else
 * make two records of one, or references that meet nobody.
 */
public final class NativeIds {
  /** {@code 4711.0}. */
  private static final Pattern WHOLE = Pattern.compile("[0-9]+\\.0+");

  /** {@code 1.234567E7}; without a point it may as well be an id that has letters. */
  private static final Pattern SCIENTIFIC = Pattern.compile("[1-9]\\.[0-9]+[eE]\\+?[0-9]{1,2}");

  /** Digits that a double keeps; of longer numbers the last ones are lost and nobody is meant. */
  private static final int EXACT_DIGITS = 15;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Numbers by their value, after what is no number. */
  public static final Comparator<String> BY_NUMBER =
      Comparator.<String, Long>comparing(
              id -> NUMBER.matcher(id).matches() ? Long.valueOf(id) : null,
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Comparator.naturalOrder());

  private NativeIds() {}

  /**
   * Without blanks around it, a whole number without a fraction, an id of Salesforce in full; null
   * where nothing is left.
   */
  public static String normalize(String text) {
    if (text == null) {
      return null;
    }
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    if (from == to) {
      return null;
    }
    String id = text.substring(from, to);
    char first = id.charAt(0);
    if (first < '0' || first > '9' || id.indexOf('.') < 0) {
      return SalesforceIds.full(id);
    }
    if (WHOLE.matcher(id).matches()) {
      return id.substring(0, id.indexOf('.'));
    }
    return SCIENTIFIC.matcher(id).matches() ? whole(id) : id;
  }

  /** The same for SQL: {@code native_id(text)}. */
  public static UTF8String normalize(UTF8String text) {
    return UTF8String.fromString(normalize(text.toString()));
  }

  /**
   * For SQL, {@code least_id(texts)}: of ids that name the same kind of record the least, so that
   * the order in which a source lists them decides nothing; null where none is an id.
   */
  public static UTF8String least(ArrayData texts) {
    List<String> ids = new ArrayList<>();
    for (UTF8String text : Texts.of(texts)) {
      String id = normalize(text.toString());
      if (id != null) {
        ids.add(id);
      }
    }
    return UTF8String.fromString(ids.stream().min(BY_NUMBER).orElse(null));
  }

  private static String whole(String id) {
    BigDecimal number = new BigDecimal(id).stripTrailingZeros();
    boolean isWhole = number.scale() <= 0;
    return isWhole && number.precision() - number.scale() <= EXACT_DIGITS
        ? number.toPlainString()
        : id;
  }

  /** Besides white space the blanks that do not break, and the marks that have no width. */
  private static boolean isBlank(char c) {
    return c <= ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u200b'
        || c == '\ufeff';
  }
}
