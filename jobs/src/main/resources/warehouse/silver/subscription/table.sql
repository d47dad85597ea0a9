-- Subscriptions; every change of plan under the same id is a period of its own.
-- Grain: one row per subscription item and period.
CREATE TABLE silver.subscription (
  subscription_id STRING COMMENT 'Subscription item: subscription_number, of a subscription with several items with its item after it (|item or |plan)',
  subscription_number STRING COMMENT 'Subscription that the item belongs to, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the subscription',
  customer_source_key STRING COMMENT 'Whose subscription, <source>:<native id>',
  start_date DATE COMMENT 'First day of this period of the subscription',
  end_date DATE COMMENT 'First day on which it does not hold any more; null: running',
  amount DECIMAL(18,4) COMMENT 'Price of one interval, in its own currency',
  billing_interval STRING COMMENT 'Unit of the interval that the price is for: day, week, month or year',
  interval_count INT COMMENT 'How many of them: a quarter is 3 months',
  currency STRING COMMENT 'Currency of amount, upper case; none given: the reporting currency',
  plan STRING COMMENT 'Plan as the source calls it',
  end_reason STRING COMMENT 'Why it ended: voluntary, involuntary (payment failed); null: not said',
  reason STRING COMMENT 'Reason code of the end as the source gives it',
  _replaced_rows INT COMMENT 'Other rows of its file that name the same item and start, of which this is the last',
  _unread STRING COMMENT 'Column that was delivered and cannot be read, so that it is null here (end_reason); null: none'
)
USING delta
COMMENT 'Subscriptions; every change of plan under the same id is a period of its own'
TBLPROPERTIES (
  'cxw.key' = 'subscription_id, start_date',
  'cxw.grain' = 'subscription item and period',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'subscription_number',
  'cxw.narrow' = 'bronze.billing_subscriptions(_record_id)'
)
