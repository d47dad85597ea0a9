-- From when to when customers first stayed, on both bases: what survival is counted from.
-- Grain: one row per customer and basis.
CREATE TABLE gold.fct_customer_tenure (
  customer_id STRING COMMENT 'Customer',
  basis STRING COMMENT 'subscriptions (MRR > 0) or orders (last purchase less than churn.inactive-after-days old)',
  start_date DATE COMMENT 'First day on which the customer was ever active',
  start_month DATE COMMENT 'First day of the month of start_date',
  end_date DATE COMMENT 'First day of the first lasting absence, as far as known; on orders always, as it moves with every purchase; null: running; may lie after as_of',
  country STRING COMMENT 'Customer’s country at the start; null: unknown',
  region STRING COMMENT 'Customer’s region at the start; null: unknown',
  industry STRING COMMENT 'Customer’s industry at the start; null: unknown',
  plan STRING COMMENT 'Customer’s plan at the start; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown'
)
USING delta
PARTITIONED BY (start_month)
COMMENT 'From when to when customers first stayed, on both bases: what survival is counted from'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, basis',
  'cxw.grain' = 'customer and basis',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_purchase_day(customer_id), gold.fct_subscription(customer_id)'
)
