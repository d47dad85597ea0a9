-- Subscription periods with their monthly recurring revenue; those to come included.
-- Grain: one row per subscription and period.
CREATE TABLE gold.fct_subscription (
  subscription_id STRING COMMENT 'Subscription item, <source>:<native id>, with its item or plan after it where there are several',
  start_date DATE COMMENT 'First day of the period',
  start_month DATE COMMENT 'First day of the month of start_date',
  end_date DATE COMMENT 'First day on which it does not hold any more; null: running; may lie after as_of',
  source STRING COMMENT 'Source that delivered the subscription',
  customer_source_key STRING COMMENT 'Customer as the source names it',
  customer_id STRING COMMENT 'Customer; customer_source_key of one whom no source lists, who counts in totals',
  customer_key BIGINT COMMENT 'dim_customer: the customer as valid on the date; -1: unknown',
  is_inferred BOOLEAN COMMENT 'The date lies before the customer’s first known version, which stands in',
  amount DECIMAL(18,4) COMMENT 'Price of one interval, in its own currency',
  billing_interval STRING COMMENT 'Unit of the interval that the price is for: day, week, month or year',
  interval_count INT COMMENT 'How many of them: a quarter is 3 months',
  currency STRING COMMENT 'Currency of amount',
  fx_rate DECIMAL(19,10) COMMENT 'Rate of the day on which the customer’s first subscription in the currency began, for life',
  mrr DECIMAL(18,4) COMMENT 'Monthly recurring revenue in the reporting currency, rounded once, half up; semi-additive: over subscriptions at one instant, never over time',
  subscription_plan STRING COMMENT 'Plan of the subscription as its source calls it',
  end_reason STRING COMMENT 'voluntary, involuntary (payment failed); null: not said or still running',
  reason STRING COMMENT 'Reason code of the end as the source gives it',
  country STRING COMMENT 'Customer’s country on the date; null: unknown',
  region STRING COMMENT 'Customer’s region on the date; null: unknown',
  industry STRING COMMENT 'Customer’s industry on the date; null: unknown',
  plan STRING COMMENT 'Customer’s plan on the date; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown',
  _recheck_on DATE COMMENT 'Business date on which the period begins to count'
)
USING delta
PARTITIONED BY (start_month)
COMMENT 'Subscription periods with their monthly recurring revenue; those to come included'
TBLPROPERTIES (
  'cxw.key' = 'subscription_id, start_date',
  'cxw.grain' = 'subscription and period',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'silver.subscription_value(customer_id), gold.dim_customer(customer_id)'
)
