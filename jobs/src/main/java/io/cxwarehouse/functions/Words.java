package io.cxwarehouse.functions;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Words of a vocabulary however they are written: the one rule for those of the configuration and
 * for those that sources deliver, which are told to be the same by it.
 */
public final class Words {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Pattern BETWEEN_FOLDED = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
  private static final Pattern MARKUP = Pattern.compile("</?[a-z][^<>]*>");
  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
  private static final Pattern WITHOUT_BLANKS =
      Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]");

  /** Letters that are not told as a letter with an accent. */
  private static final String[][] LETTERS = {
    {"ß", "ss"}, {"æ", "ae"}, {"œ", "oe"}, {"ø", "o"}, {"ł", "l"}, {"đ", "d"}, {"ı", "i"}
  };

  private Words() {}

  /** In small letters, with one blank in place of all that is no letter or digit. */
  public static String plain(String text) {
    return BETWEEN_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").trim();
  }

  /**
   * The words of a text with one blank between them, in small letters, without accents and markup:
   * by them keywords are found. In writing without blanks every character is a word.
   */
  public static String folded(String text) {
    String words = MARKUP.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    words = ACCENTS.matcher(Normalizer.normalize(words, Normalizer.Form.NFKD)).replaceAll("");
    for (String[] letter : LETTERS) {
      words = words.replace(letter[0], letter[1]);
    }
    words = WITHOUT_BLANKS.matcher(words).replaceAll(" $0 ");
    return BETWEEN_FOLDED.matcher(words).replaceAll(" ").trim();
  }

  /** The same for SQL: {@code plain_word(text)}. */
  public static UTF8String plain(UTF8String text) {
    return UTF8String.fromString(plain(text.toString()));
  }
}
