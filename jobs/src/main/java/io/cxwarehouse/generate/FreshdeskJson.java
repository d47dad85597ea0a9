package io.cxwarehouse.generate;

/** What all objects of Freshdesk share: ids, and how they close. */
final class FreshdeskJson {
  static final String UTC = "Z";
  static final long FIRST_USER = 48_000_000_000L;
  static final long FIRST_CONTACT = 48_100_000_000L;

  private FreshdeskJson() {}

  static long agentId(int agent) {
    return FIRST_USER + agent;
  }

  static long contactId(Person person) {
    return FIRST_CONTACT + person.number();
  }

  static long groupId(int group) {
    return 48_000_000_901L + group;
  }

  /** The closing fields of every object. */
  static void stamps(JsonRow json, long createdAt, long updatedAt) {
    json.name("created_at").instant(createdAt, UTC).name("updated_at").instant(updatedAt, UTC);
    json.end();
  }
}
