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
  static final String DRIVERS =
      "Deliver orders or subscriptions of billing with answers or tickets of the same customers: some months of them, since what customers do after a window has to be seen, too.";
  static final String HEALTH =
      "Deliver subscriptions of billing: a model needs a year of them and enough customers who left, and must tell more than the average.";
  static final String WEB = "Deliver events of GA4.";
  static final String SOCIAL = "Deliver posts and mentions of social.";
  static final String CHATBOT = "Deliver turns of chatbot.";
  static final String EXPERIMENTS = "Deliver events of Dynamic Yield.";
  static final String EMPLOYEES =
      "Deliver employees of hr and answers of a survey that is configured for them. A month is shown once it is closed, and groups below privacy.min-group-size are not.";
  static final String RESPONDENTS =
      "Deliver invitations: Qualtrics distribution_contacts, SurveyMonkey recipients, or Zendesk satisfaction ratings. A month is shown once surveys.response-maturity-days after it are over.";
  static final String AGREEMENT =
      "Deliver tickets of Zendesk or Freshdesk, or subscriptions of billing. A month is shown once it is over.";
  static final String SETTLING =
      "Deliver daily and run nightly: once ten nights are 28 days old it is shown by how much their numbers moved since.";
  static final String DELIVERIES =
      "Nothing was delivered yet: put files into the landing folder and run cxw run.";

  private Missing() {}
}
