package io.cxwarehouse.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The source systems that can be written; a further one is one class and one line here. */
final class Sources {
  private static final Map<String, Function<Part, SourceWriter>> WRITERS =
      new TreeMap<>(
          Map.of(
              "billing", BillingWriter::new,
              "dynamic_yield", DynamicYieldWriter::new,
              "ga4", Ga4Writer::new,
              "salesforce", SalesforceWriter::new,
              "social", SocialWriter::new,
              "surveymonkey", SurveyMonkeyWriter::new,
              "zendesk", ZendeskWriter::new));

  private Sources() {}

  static List<String> names() {
    return List.copyOf(WRITERS.keySet());
  }

  static SourceWriter writer(String source, Part part) {
    return WRITERS.get(source).apply(part);
  }
}
