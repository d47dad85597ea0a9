package io.cxwarehouse.report;

/** What to deliver where the report has nothing to show. */
final class Missing {
  static final String SURVEYS =
      "Deliver answers of surveys (Qualtrics, SurveyMonkey, Hotjar, HubSpot, or any as generic_survey), and name their questions under surveys in the configuration.";
  static final String INVITATIONS =
      "Deliver invitations: Qualtrics distribution_contacts, or SurveyMonkey recipients.";
  static final String TICKETS =
      "Deliver tickets of a help desk: Zendesk, Freshdesk, Intercom, Salesforce cases or HubSpot tickets.";
  static final String TOPICS =
      "Deliver tickets of a help desk. What they are about is told by the rules under topics in the configuration; a month is shown once it is over.";
  static final String JOURNEY =
      "Deliver what customers do: orders, tickets, answers, visits. A month is shown once journey.move-on-days after it are over.";
  static final String PROMISES =
      "Deliver tickets; with Zendesk sla_policies their promises are measured, else support.default-first-reply-target-minutes.";
  static final String SUBSCRIPTIONS = "Deliver subscriptions of billing.";
  static final String PURCHASES = "Deliver orders or subscriptions of billing.";
  static final String REASONS =
      "Deliver reasons of cancellations with the subscriptions of billing, or lost deals of the CRM.";
  static final String VALUE =
      "Deliver orders of billing: a fit needs a few months of them and enough customers who come back.";
  static final String STAKE =
      "Deliver answers to NPS questions, or tickets of a help desk, of customers who are known.";
  static final String WEB = "Deliver events of GA4.";
  static final String SOCIAL = "Deliver posts and mentions of social.";
  static final String CHATBOT = "Deliver turns of chatbot.";
  static final String EXPERIMENTS = "Deliver events of Dynamic Yield.";
  static final String EMPLOYEES =
      "Deliver employees of hr and answers of a survey that is configured for them. A month is shown once it is closed, and groups below privacy.min-group-size are not.";
  static final String DELIVERIES =
      "Nothing was delivered yet: put files into the landing folder and run cxw run.";

  private Missing() {}
}
