-- Recurring revenue and lifetime value of customers who were let down or are likely to leave.
-- Grain: one row per as-of date, reason and segment.
-- Rules: docs/decisions/revenue.md, Revenue at stake.
CREATE TABLE gold.kpi_revenue_at_stake (
  as_of_date DATE COMMENT 'Business date at whose end it is so',
  reason STRING COMMENT 'unanswered_detractor (latest NPS answer of 90 days is a detractor’s, and no agent has been in touch for two days), breached_promise (a promise of the last 90 days was broken), low_health (gold.kpi_customer_health.is_at_risk on the date), any (each customer once: reasons overlap, and do not add up)',
  segment_name STRING COMMENT 'all, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all, or the customer’s value on as_of_date; unknown where there is none',
  customers_known BIGINT COMMENT 'Customers of whom it is known: who answered NPS, or had a promise kept or broken, in the 90 days, or have a churn probability; in any of them for any; semi-additive',
  customers BIGINT COMMENT 'Customers of them to whom the reason applies; semi-additive: over values of one segment, never over dates or reasons',
  mrr DECIMAL(28,4) COMMENT 'Their MRR on as_of_date, 0 of those without a subscription; null where nobody has one; where an older date is run again, that of the end of its month; semi-additive',
  clv_12m DECIMAL(28,4) COMMENT 'Their expected margin (gold.kpi_customer_clv); null where it is known of none of them; semi-additive',
  clv_customers BIGINT COMMENT 'Of how many of them it is known',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'Recurring revenue and lifetime value of customers who were let down or are likely to leave: detractors whom nobody answered, promises broken, low health'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, reason, segment_name, segment_value',
  'cxw.grain' = 'as-of date, reason and segment',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
