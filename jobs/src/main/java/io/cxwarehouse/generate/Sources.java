package io.cxwarehouse.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The source systems that can be written; a further one is one class and one line here. */
final class Sources {
  private static final Map<String, Function<Part, SourceWriter>> WRITERS = new TreeMap<>();

  static {
    WRITERS.put("billing", BillingWriter::new);
    WRITERS.put("chatbot", ChatbotWriter::new);
    WRITERS.put("dynamic_yield", DynamicYieldWriter::new);
    WRITERS.put("freshdesk", FreshdeskWriter::new);
    WRITERS.put("ga4", Ga4Writer::new);
    WRITERS.put("generic_survey", GenericSurveyWriter::new);
    WRITERS.put("hotjar", HotjarWriter::new);
    WRITERS.put("hr", HrWriter::new);
    WRITERS.put("hubspot", HubspotWriter::new);
    WRITERS.put("intercom", IntercomWriter::new);
    WRITERS.put("marketing", MarketingWriter::new);
    WRITERS.put("qualtrics", QualtricsWriter::new);
    WRITERS.put("salesforce", SalesforceWriter::new);
    WRITERS.put("social", SocialWriter::new);
    WRITERS.put("surveymonkey", SurveyMonkeyWriter::new);
    WRITERS.put("zendesk", ZendeskWriter::new);
  }

  private Sources() {}

  static List<String> names() {
    return List.copyOf(WRITERS.keySet());
  }

  static SourceWriter writer(String source, Part part) {
    return WRITERS.get(source).apply(part);
  }
}
