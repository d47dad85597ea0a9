-- How likely each subscriber is to leave within 90 days, and why, as known on a date.
-- Grain: one row per as-of date and customer with MRR above 0.
-- Rules: docs/decisions/health.md.
CREATE TABLE gold.kpi_customer_health (
  as_of_date DATE COMMENT 'Business date at whose end it is so',
  customer_id STRING COMMENT 'Customer with MRR above 0 at its end',
  churn_probability DOUBLE COMMENT 'Probability of having no MRR 90 days later; null where no model beats the base rate',
  is_at_risk BOOLEAN COMMENT 'Low health: churn_probability is at least health.at-risk-lift (2) times the rate of the fit’s test; null where it is not known',
  reason_1 STRING COMMENT 'What raises the risk most against the average customer, in the words of docs/decisions/health.md (slow_first_reply, low_nps, short_tenure …); null: nothing raises it',
  reason_2 STRING COMMENT 'What raises it second',
  reason_3 STRING COMMENT 'What raises it third',
  fit_date DATE COMMENT 'Date of the fit that serves (gold.kpi_health_model); null without one',
  model STRING COMMENT 'Model that serves: logistic_regression or gradient_boosted_trees; null without one',
  tenure_days INT COMMENT 'Days since the first subscription began',
  mrr DECIMAL(28,4) COMMENT 'Monthly recurring revenue on the date, reporting currency',
  mrr_change_90d DOUBLE COMMENT 'Its change against 90 days before, as a share of that; null without any then',
  contract_months DOUBLE COMMENT 'Months of the longest interval of the prices paid',
  renewals_90d BIGINT COMMENT 'How often such an interval ends within the next 90 days; the greatest over the subscriptions',
  tickets_90d BIGINT COMMENT 'Tickets opened in the last 90 days; null before the first of all tickets',
  first_reply_minutes_90d DOUBLE COMMENT 'Mean minutes to the first replies given in the last 90 days; null without any',
  resolution_minutes_90d DOUBLE COMMENT 'Mean minutes to the first resolutions of the last 90 days; null without any',
  reopened_tickets_90d BIGINT COMMENT 'Tickets first opened again in the last 90 days; null before the first of all tickets, and where the customer has tickets of these days and none tells it',
  broken_promises_90d BIGINT COMMENT 'Promises of a service level broken in the last 90 days; null before the first of all tickets, and where there are tickets but no judged promise',
  nps_365d DOUBLE COMMENT 'Mean NPS answer of the last 365 days, 0 to 1; null without any',
  csat_365d DOUBLE COMMENT 'Mean CSAT answer of the last 365 days, 0 to 1; null without any',
  ces_365d DOUBLE COMMENT 'Mean CES answer of the last 365 days, 1 is easiest; null without any',
  contacts_90d BIGINT COMMENT 'Contacts by the customer in the last 90 days (gold.fct_interaction, inbound); null before the first of all contacts, and where nobody tells of one whose it was'
)
USING delta
PARTITIONED BY (as_of_date)
COMMENT 'How likely each subscriber is to leave within 90 days, and why, as known on a date'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, customer_id',
  'cxw.grain' = 'as-of date and customer with MRR above 0',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.parts' = 'gold.fct_health_history(feature)',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.keep_dates' = '35'
)
