package io.cxwarehouse.functions;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Phone numbers as keys of customers. */
public final class Phones {
  private static final String UNKNOWN_REGION = "ZZ";

  /** Between two numbers; what follows a number in a {@code tel:} link begins alike. */
  private static final Pattern SEPARATOR =
      Pattern.compile("[|\\r\\n]+|;(?!\\s*(?:ext|isub|phone-context)=)");

  /** A number that a spreadsheet took for an amount. */
  private static final Pattern FLOAT = Pattern.compile("([+]?\\d+)[.]0+");

  /** {@code Ext.: 12}, which the library does not know. */
  private static final Pattern EXTENSION = Pattern.compile("(?i)\\bext[.]?\\s*:");

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  private Phones() {}

  /**
   * The number in E.164, such as {@code +4930901820}, with its extension where it has one: {@code
   * +12125550100;ext=101}, since desks of one switchboard are not one person's. A number without a
   * country code is read in the given country (ISO code or name); without a country it is none, and
   * so is one that has too few or too many digits for its country. Whether it is assigned is not
   * asked: numbering plans change.
   */
  public static UTF8String e164(UTF8String phone, UTF8String country) {
    if (phone == null) {
      return null;
    }
    String number = number(phone.toString(), region(country));
    return number == null ? null : UTF8String.fromString(number);
  }

  /** The numbers in cells, each once, in their order. */
  public static ArrayData numbers(ArrayData cells, UTF8String country) {
    Set<String> found = new LinkedHashSet<>();
    String region = region(country);
    for (UTF8String cell : Texts.of(cells)) {
      found.addAll(inRegion(cell.toString(), region));
    }
    return Texts.array(found);
  }

  /** The numbers that a text holds; those without a country code are of this country, if any. */
  public static List<String> all(String text, String country) {
    return List.copyOf(inRegion(text, country == null ? null : Countries.region(country)));
  }

  private static Set<String> inRegion(String text, String region) {
    Set<String> found = new LinkedHashSet<>();
    for (String part : SEPARATOR.split(text)) {
      String number = number(part, region);
      if (number != null) {
        found.add(number);
      }
    }
    return found;
  }

  private static String region(UTF8String country) {
    return country == null ? null : Countries.region(country.toString());
  }

  private static String number(String phone, String region) {
    String plain = Normalizer.normalize(phone, Normalizer.Form.NFKC);
    String text = INVISIBLE.matcher(plain).replaceAll("").strip();
    Matcher amount = FLOAT.matcher(text);
    text = amount.matches() ? amount.group(1) : EXTENSION.matcher(text).replaceFirst(" ext ");
    String number = region == null ? null : parsed(text, region);
    if (number != null) {
      return number;
    }
    // Another country's prefix of international calls than the one most countries have.
    boolean isInternational = text.startsWith("00");
    return parsed(isInternational ? "+" + text.substring(2) : text, UNKNOWN_REGION);
  }

  private static String parsed(String text, String region) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(text, region);
      if (numbers.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
        return null;
      }
      String line = numbers.format(number, PhoneNumberFormat.E164);
      return number.hasExtension() ? line + ";ext=" + number.getExtension() : line;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
