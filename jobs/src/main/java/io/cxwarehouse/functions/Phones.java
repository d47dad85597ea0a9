package io.cxwarehouse.functions;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.apache.spark.unsafe.types.UTF8String;

/** Phone numbers as keys of customers. */
public final class Phones {
  private static final String UNKNOWN_REGION = "ZZ";

  private Phones() {}

  /**
   * The number in E.164, such as {@code +4930901820}. A number without a country code is read in
   * the given country (ISO code or name); without a country it is none, and so is one that has too
   * few or too many digits for its country. Whether it is assigned is not asked: numbering plans
   * change.
   */
  public static UTF8String e164(UTF8String phone, UTF8String country) {
    if (phone == null) {
      return null;
    }
    String region = country == null ? null : Countries.region(country.toString());
    String text = phone.toString().strip();
    if (region == null && text.startsWith("00")) {
      text = "+" + text.substring(2);
    }
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(text, region == null ? UNKNOWN_REGION : region);
      return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
          ? UTF8String.fromString(numbers.format(number, PhoneNumberFormat.E164))
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
