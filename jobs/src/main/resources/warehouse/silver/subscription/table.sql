CREATE TABLE silver.subscription (
  subscription_id STRING COMMENT 'Subscription, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the subscription',
  customer_source_key STRING COMMENT 'Whose subscription, <source>:<native id>',
  start_date DATE COMMENT 'First day of this period of the subscription',
  end_date DATE COMMENT 'First day on which it does not hold any more; null: running',
  amount DECIMAL(18,4) COMMENT 'Price of one interval, in its own currency',
  billing_interval STRING COMMENT 'What the price is for: month, year or week',
  currency STRING COMMENT 'Currency of amount, upper case; none given: the reporting currency',
  plan STRING COMMENT 'Plan as the source calls it',
  end_reason STRING COMMENT 'Why it ended: voluntary, involuntary (payment failed); null: not said',
  reason STRING COMMENT 'Reason code of the end as the source gives it'
)
USING delta
COMMENT 'Subscriptions; every change of plan under the same id is a period of its own'
TBLPROPERTIES (
  'cxw.key' = 'subscription_id, start_date',
  'cxw.grain' = 'subscription × period',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'subscription_id',
  'cxw.narrow' = 'bronze.billing_subscriptions_versions(_record_id), bronze.billing_subscriptions(_record_id)'
)
