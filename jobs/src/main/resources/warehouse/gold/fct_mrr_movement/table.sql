-- Monthly movements of recurring revenue per customer.
-- Grain: one row per customer and month with MRR above 0 before or after it.
CREATE TABLE gold.fct_mrr_movement (
  customer_id STRING COMMENT 'Customer',
  customer_key BIGINT COMMENT 'dim_customer: the customer as valid at the start of the month; -1: unknown',
  is_inferred BOOLEAN COMMENT 'That date lies before the customer’s first known version, which stands in',
  month DATE COMMENT 'First day of the month',
  movement STRING COMMENT 'new, expansion, contraction, churn, reactivation or retained',
  mrr_before DECIMAL(18,4) COMMENT 'MRR at the last instant of the month before, reporting currency; semi-additive: over customers, never over months',
  mrr_after DECIMAL(18,4) COMMENT 'MRR at the last instant of the month (of as_of in its month); semi-additive',
  mrr_change DECIMAL(18,4) COMMENT 'mrr_after − mrr_before; additive',
  churn_kind STRING COMMENT 'voluntary or involuntary, of the subscription that ended last (of equals, involuntary); null: no churn, or not said',
  country STRING COMMENT 'Customer’s country at the start of the month (of a new customer: at the first activity); null: unknown',
  region STRING COMMENT 'Customer’s region at the start of the month; null: unknown',
  industry STRING COMMENT 'Customer’s industry at the start of the month; null: unknown',
  plan STRING COMMENT 'Customer’s plan at the start of the month; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Monthly movements of recurring revenue per customer'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, month',
  'cxw.grain' = 'customer and month with MRR above 0 before or after it',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_customer_month(customer_id)'
)
