package io.cxwarehouse.functions;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** E-mail addresses as keys of customers, however they were copied into a field. */
public final class Emails {
  /** An address as most are: nothing about it needs to be changed but its case. */
  private static final Pattern PLAIN =
      Pattern.compile("[a-z0-9_+-]+(?:[.][a-z0-9_+-]+)*@(?:[a-z0-9][a-z0-9-]*[.])+[a-z]{2,}");

  private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*@[^<>]*)>");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\s]]");
  private static final Pattern COMMENT = Pattern.compile("(?<=\\s)\\([^()@]*\\)(?=\\s|$)");
  private static final Pattern BETWEEN = Pattern.compile("[;,|\\r\\n]+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern AROUND = Pattern.compile("^[<(\\[{\"'.:]+|[>)\\]}\"'.:]+$");
  private static final Pattern NO_PART_OF_A_DOMAIN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]");
  private static final Pattern QUERY = Pattern.compile("(mailto:[^\\s?]*|@[^\\s?]*)[?]\\S*");
  private static final Pattern SPACED_LINK = Pattern.compile("mailto:\\s+");
  private static final String MAILTO = "mailto:";
  private static final int MOST_FOLDS = 8;

  private Emails() {}

  /**
   * The one address that a text holds, in lower case; null where it holds none ({@code n/a}, {@code
   * -}), since such placeholders would make strangers one customer, and where it holds several.
   */
  public static UTF8String normalize(UTF8String text) {
    List<String> addresses = all(text.toString());
    return addresses.size() == 1 ? UTF8String.fromString(addresses.get(0)) : null;
  }

  /** The addresses in cells, each once, in their order. */
  public static ArrayData addresses(ArrayData cells) {
    Set<String> found = new LinkedHashSet<>();
    for (UTF8String cell : Texts.of(cells)) {
      found.addAll(all(cell.toString()));
    }
    return Texts.array(found);
  }

  /**
   * The addresses that a text holds: {@code Ann Lee <ann@x.example>; mailto:ann@y.example}. Cases,
   * widths and invisible characters make no difference, nor how a domain with other letters than
   * those of ASCII is written.
   */
  public static List<String> all(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (PLAIN.matcher(lower).matches()) {
      return List.of(lower);
    }
    String folded = folded(lower);
    Set<String> found = new LinkedHashSet<>();
    Matcher bracketed = IN_BRACKETS.matcher(folded);
    while (bracketed.find()) {
      add(found, bracketed.group(1).strip());
    }
    if (!found.isEmpty()) {
      return List.copyOf(found);
    }
    for (String part : BETWEEN.split(COMMENT.matcher(folded).replaceAll(" "))) {
      String[] words = BLANKS.split(part.strip());
      // A blank may stand for a dot, or between a name and an address: then it is not told which.
      if (Arrays.stream(words).allMatch(word -> word.contains("@"))) {
        Arrays.stream(words).forEach(word -> add(found, word));
      }
    }
    return List.copyOf(found);
  }

  /** In one spelling: what looks alike is alike, and nothing is invisible or encoded. */
  private static String folded(String text) {
    String last = null;
    String now = QUERY.matcher(SPACED_LINK.matcher(text).replaceAll(MAILTO)).replaceAll("$1");
    // A character may stand for another that has a small letter, and a code for a code.
    for (int i = 0; i < MOST_FOLDS && !now.equals(last); i++) {
      last = now;
      String alike = Normalizer.normalize(now, Normalizer.Form.NFKC).replace('\u3002', '.');
      now = decoded(INVISIBLE.matcher(alike).replaceAll("")).toLowerCase(Locale.ROOT);
    }
    return now;
  }

  /** What a page, and what a link, has in place of some characters. */
  private static String decoded(String copied) {
    String text = copied.contains("&") ? StringEscapeUtils.unescapeHtml4(copied) : copied;
    boolean isEncoded = text.contains("%40") || (text.contains(MAILTO) && text.contains("%"));
    try {
      return isEncoded ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static void add(Set<String> found, String word) {
    String address = AROUND.matcher(word).replaceAll("");
    while (address.startsWith(MAILTO)) {
      address = AROUND.matcher(address.substring(MAILTO.length())).replaceAll("");
    }
    int at = address.indexOf('@');
    if (at < 1 || at != address.lastIndexOf('@') || BLANKS.matcher(address).find()) {
      return;
    }
    String domain = domain(address.substring(at + 1));
    if (domain != null) {
      found.add(address.substring(0, at) + "@" + domain);
    }
  }

  /** In ASCII; null where a text is no domain. */
  private static String domain(String text) {
    if (text.isEmpty() || NO_PART_OF_A_DOMAIN.matcher(text).find()) {
      return null;
    }
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
