package io.cxwarehouse.bronze;

import io.cxwarehouse.functions.Emails;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.Phones;
import io.cxwarehouse.functions.Pseudonym;
import org.apache.spark.unsafe.types.UTF8String;

/** How keys that name persons are spelled: a kind, and what is named. */
final class PersonKey {
  static final String EMAIL = "email:";
  static final String PHONE = "phone:";
  static final String ID = "id:";

  /** The id of a source whose ids are personal, as silver has it. */
  static final String STORED = "stored:";

  /**
   * The holder of an id under which an erased person came again: told by an address, so that it is
   * no longer the person's once a later version of the record has another one.
   */
  private static final String ACCOUNT = "account:";

  private PersonKey() {}

  /** The holder of an id, by the id's own key. */
  static String account(String id) {
    return ACCOUNT + id.substring(ID.length());
  }

  /** The pseudonym of an id, by the id's own key: where ids are personal, silver has that. */
  static String stored(String id) {
    int colon = id.indexOf(':', ID.length());
    return STORED + id.substring(ID.length(), colon + 1) + Pseudonym.of(id.substring(colon + 1));
  }

  /** Whether an id, by its key, is an erased person's: one of then, or one of a later account. */
  static boolean isErased(ErasedKeys erased, String id) {
    return erased.has(id) || (id.startsWith(ID) && erased.has(account(id)));
  }

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
