-- Subscription periods with their customer and exchange rate; those without a rate wait among the
-- rejected rows.
-- Grain: one row per subscription item and period.
CREATE TABLE silver.subscription_value (
  subscription_id STRING COMMENT 'Subscription item of silver.subscription',
  start_date DATE COMMENT 'First day of the period',
  end_date DATE COMMENT 'First day on which it does not hold any more; null: running',
  source STRING COMMENT 'Source that delivered the subscription',
  customer_source_key STRING COMMENT 'Whose subscription, <source>:<native id>',
  customer_id STRING COMMENT 'Customer; customer_source_key of one whom no source lists',
  amount DECIMAL(18,4) COMMENT 'Price of one interval, in its own currency',
  billing_interval STRING COMMENT 'Unit of the interval that the price is for: day, week, month or year',
  interval_count INT COMMENT 'How many of them',
  currency STRING COMMENT 'Currency of amount',
  fx_rate DECIMAL(19,10) COMMENT 'Rate of start_date into the reporting currency',
  plan STRING COMMENT 'Plan as the source calls it',
  end_reason STRING COMMENT 'voluntary, involuntary; null: not said',
  reason STRING COMMENT 'Reason code of the end as the source gives it'
)
USING delta
COMMENT 'Subscription periods with their customer and exchange rate; those without a rate wait among the rejected rows'
TBLPROPERTIES (
  'cxw.key' = 'subscription_id, start_date',
  'cxw.grain' = 'subscription item and period',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'subscription_id',
  'cxw.parts' = 'silver.order_value(rate)',
  'cxw.narrow' = 'silver.subscription(subscription_id)'
)
