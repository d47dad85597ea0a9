-- Retention and revenue of monthly and weekly cohorts.
-- Grain: one row per grain (month or week), cohort, period, basis and segment.
CREATE TABLE gold.kpi_cohort_retention (
  grain STRING COMMENT 'month, or week (ISO, from Monday; only for segment all)',
  cohort_start DATE COMMENT 'First day of the month or week of the customers’ first purchase or subscription',
  cohort_month DATE COMMENT 'First day of the month of cohort_start',
  period INT COMMENT 'Months or weeks after cohort_start; 0 is the cohort’s own',
  basis STRING COMMENT 'orders or subscriptions',
  segment_name STRING COMMENT 'all, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all, or the customers’ value at their first purchase or subscription; unknown where there is none',
  cohort_size BIGINT COMMENT 'Customers of the cohort; the same in every period',
  active_customers BIGINT COMMENT 'Classic retention: bought, or had MRR > 0 at some instant, in the period; not additive over periods',
  unbounded_customers BIGINT COMMENT 'In the period or any later one so far; not additive over periods',
  churned_customers BIGINT COMMENT 'cohort_size − unbounded_customers',
  retention_rate DOUBLE COMMENT 'active_customers / cohort_size',
  unbounded_rate DOUBLE COMMENT 'unbounded_customers / cohort_size',
  revenue DECIMAL(28,4) COMMENT 'Orders: sales less refunds of the period, reporting currency, additive. Subscriptions: MRR at the end of the period (of as_of in the running one), semi-additive',
  cumulative_revenue_per_customer DOUBLE COMMENT 'Sum of revenue up to the period / cohort_size; null on weeks of subscriptions, where a sum of monthly amounts means nothing',
  is_complete BOOLEAN COMMENT 'The period was over at the end of as_of',
  is_mature BOOLEAN COMMENT 'churn.inactive-after-days have passed since its end: who has not come back counts as lost'
)
USING delta
PARTITIONED BY (cohort_month)
COMMENT 'Retention and revenue of monthly and weekly cohorts'
TBLPROPERTIES (
  'cxw.key' = 'grain, cohort_start, period, basis, segment_name, segment_value',
  'cxw.grain' = 'grain (month or week), cohort, period, basis and segment',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'full'
)
