package io.cxwarehouse.generate;

/** What all objects of Zendesk share: ids, and how they close. */
final class ZendeskJson {
  static final String UTC = "Z";

  private ZendeskJson() {}

  static long agentId(int agent) {
    return 361_000_000_000L + agent;
  }

  static long groupId(int group) {
    return 20_001 + group;
  }

  static long brandId(Person person) {
    return 30_001 + (person.hasCrm() ? 1 : 0);
  }

  /** The closing fields of almost every object. */
  static void stamps(JsonRow json, long createdAt, long updatedAt) {
    json.name("created_at").instant(createdAt, UTC).name("updated_at").instant(updatedAt, UTC);
    json.end();
  }
}
