-- What was known of subscribers on past dates, and whether they had left 90 days later: what health is
-- learnt from and tested on.
-- Grain: one row per fit date, date looked back to and customer with MRR above 0 on it.
-- Rules: docs/decisions/health.md.
CREATE TABLE gold.fct_health_history (
  fit_date DATE COMMENT 'Last business date of the data; a month end, or the as-of date where health.refit is every-run',
  snapshot_date DATE COMMENT 'Date looked back to: 90, 180, … 720 days before fit_date. What came later is not in the row, but for has_churned',
  customer_id STRING COMMENT 'Customer with MRR above 0 at its end; of very many a part, drawn by a hash of the id',
  part STRING COMMENT 'training (of the model), calibration (every fourth customer, by a hash), test (all customers of the latest date)',
  has_churned BOOLEAN COMMENT 'Without MRR at the end of the 90th day after it',
  sample_share DOUBLE COMMENT 'Share of customers that was drawn; 1: all',
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
  contacts_90d BIGINT COMMENT 'Contacts by the customer in the last 90 days (gold.fct_interaction, inbound); null before the first of all contacts, and where nobody tells of one whose it was',
  plan STRING COMMENT 'Plan of the subscription on the date, of several of the greatest MRR; where none is told, the customer’s; null: unknown',
  industry STRING COMMENT 'Industry on the date; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown',
  region STRING COMMENT 'Region on the date; null: unknown',
  country STRING COMMENT 'Country on the date; null: unknown'
)
USING delta
PARTITIONED BY (fit_date)
COMMENT 'What was known of subscribers on past dates, and whether they had left 90 days later: what health is learnt from and tested on'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, snapshot_date, customer_id',
  'cxw.grain' = 'fit date, date looked back to and customer with MRR above 0 on it',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'fit_date',
  'cxw.as_of_part' = 'fit',
  'cxw.keep_dates' = '2'
)
