package io.cxwarehouse.generate;

/** What all objects of HubSpot share: ids, how they open and close, and links between them. */
final class HubspotJson {
  static final String UTC = ".000Z";

  private HubspotJson() {}

  static long contactId(Person person) {
    return 50_001 + person.number();
  }

  /** Opens an object up to its properties; ids are strings here. */
  static JsonRow open(Feed feed, long id) {
    return feed.json().object().name("id").quoted(id).name("properties").object();
  }

  /** Closes the properties and the object. */
  static void close(JsonRow json, long createdAt, long updatedAt, boolean isArchived) {
    json.end().name("createdAt").instant(createdAt, UTC).name("updatedAt").instant(updatedAt, UTC);
    json.field("archived", isArchived);
  }

  static void link(JsonRow json, String objects, long id, String type) {
    json.name(objects).object().name("results").array().object().name("id").quoted(id);
    json.field("type", type).end().endArray().end();
  }
}
