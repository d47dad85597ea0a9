-- Months and weeks in which a customer bought or was refunded, with the cohort: what cohort retention
-- is summed from.
-- Grain: one row per customer, grain (month or week) and period with a purchase or refund.
CREATE TABLE gold.fct_purchase_period (
  customer_id STRING COMMENT 'Customer',
  grain STRING COMMENT 'month or week (ISO, from Monday)',
  period_start DATE COMMENT 'First day of the period',
  period_month DATE COMMENT 'First day of the month of period_start',
  cohort_start DATE COMMENT 'First day of the period of the customer’s first purchase',
  is_active BOOLEAN COMMENT 'A purchase fell into the period',
  is_first BOOLEAN COMMENT 'The period of the first purchase',
  is_last BOOLEAN COMMENT 'The period of the last purchase so far',
  purchase_days INT COMMENT 'Days with a purchase',
  revenue DECIMAL(28,4) COMMENT 'Sales less refunds of the period, reporting currency; refunds before the first purchase are in its period; additive',
  country STRING COMMENT 'Customer’s country at the first purchase; null: unknown',
  region STRING COMMENT 'Customer’s region at the first purchase; null: unknown',
  industry STRING COMMENT 'Customer’s industry at the first purchase; null: unknown',
  plan STRING COMMENT 'Customer’s plan at the first purchase; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown'
)
USING delta
PARTITIONED BY (period_month)
COMMENT 'Months and weeks in which a customer bought or was refunded, with the cohort: what cohort retention is summed from'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, grain, period_start',
  'cxw.grain' = 'customer, grain (month or week) and period with a purchase or refund',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_purchase_day(customer_id)'
)
