package io.cxwarehouse.bronze;

import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.Phones;
import org.apache.spark.unsafe.types.UTF8String;

/** How keys that name persons are spelled: a kind, and what is named. */
final class PersonKey {
  static final String EMAIL = "email:";
  static final String PHONE = "phone:";
  static final String ID = "id:";

  /** The id of a source whose ids are personal, as silver has it. */
  static final String STORED = "stored:";

  private PersonKey() {}

  /** The one address that a text is; null: it is none. */
  static String email(String text) {
    UTF8String address = Emails.normalize(UTF8String.fromString(text));
    return address == null ? null : address.toString();
  }

  /** The one number, with its country code, that a text is; null: it is none. */
  static String phone(String text) {
    UTF8String number = Phones.e164(UTF8String.fromString(text), null);
    return number == null ? null : number.toString();
  }
}
