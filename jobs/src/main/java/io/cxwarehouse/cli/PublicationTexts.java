package io.cxwarehouse.cli;

import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publications as texts and as fields of JSON. */
final class PublicationTexts {
  private PublicationTexts() {}

  /** What it is to readers. */
  static String state(Publications publications, Publication one) {
    if (one.isTakenBack()) {
      return "taken back";
    }
    return publications.current().filter(one::equals).isPresent() ? "current" : "";
  }

  static String publishedAt(Publication one) {
    return one.publishedAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
  }

  static String asOf(Publication one) {
    return one.asOf().map(Object::toString).orElse("");
  }

  static String sameAs(Publications publications, Publication one) {
    return publications.firstOf(one).map(Publication::id).orElse("");
  }

  static Map<String, Object> json(Publications publications, Publication one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("publication", one.id());
    fields.put("number", one.number());
    fields.put("as_of", one.asOf().map(Object::toString).orElse(null));
    fields.put("published_at", one.publishedAt().map(Object::toString).orElse(null));
    fields.put("is_current", state(publications, one).equals("current"));
    fields.put("is_taken_back", one.isTakenBack());
    fields.put("same_set_as", publications.firstOf(one).map(Publication::id).orElse(null));
    fields.put("tables", one.versions().size());
    return fields;
  }
}
