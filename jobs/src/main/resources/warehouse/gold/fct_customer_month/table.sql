-- Where each customer stood before and after a month, on both bases: what churn and MRR movements are
-- summed from.
-- Grain: one row per customer, basis and month with activity, or with MRR a year before.
CREATE TABLE gold.fct_customer_month (
  customer_id STRING COMMENT 'Customer',
  basis STRING COMMENT 'subscriptions (MRR > 0) or orders (last purchase less than churn.inactive-after-days old)',
  month DATE COMMENT 'First day of the month',
  movement STRING COMMENT 'new, reactivation, expansion, contraction, retained, churn, won_and_lost (began and ended inside); null: inactive, had MRR twelve months ago',
  is_active_start BOOLEAN COMMENT 'Active at the end of the month before',
  is_active_end BOOLEAN COMMENT 'Active at the end of the month, or of as_of in its month',
  is_new_12m BOOLEAN COMMENT 'First ever active in this month or one of the eleven before it',
  churn_kind STRING COMMENT 'voluntary or involuntary, of the subscription that ended last (of equals, involuntary); null: no churn, or not said',
  churn_reason STRING COMMENT 'Reason that the source gives for the end of that subscription; null: no churn, or not said',
  mrr_before DECIMAL(18,4) COMMENT 'MRR at the end of the month before; null on orders; semi-additive: over customers, never over months',
  mrr_after DECIMAL(18,4) COMMENT 'MRR at the end of the month, or of as_of in its month; null on orders; semi-additive',
  mrr_12m_before DECIMAL(18,4) COMMENT 'MRR at the end of the same month a year before; null on orders; semi-additive',
  customer_key BIGINT COMMENT 'dim_customer: the customer as valid at the start of the month; -1: unknown',
  is_inferred BOOLEAN COMMENT 'That date lies before the customer’s first known version, which stands in',
  country STRING COMMENT 'Customer’s country at the start of the month (of a new customer: at the first activity)',
  region STRING COMMENT 'Customer’s region at the start of the month',
  industry STRING COMMENT 'Customer’s industry at the start of the month',
  plan STRING COMMENT 'Customer’s plan at the start of the month',
  acquisition_channel STRING COMMENT 'How the customer was won',
  country_after STRING COMMENT 'Customer’s country at the start of the next month, where that has begun',
  region_after STRING COMMENT 'Customer’s region at the start of the next month',
  industry_after STRING COMMENT 'Customer’s industry at the start of the next month',
  plan_after STRING COMMENT 'Customer’s plan at the start of the next month',
  acquisition_channel_after STRING COMMENT 'How the customer was won, as known at the start of the next month',
  _recheck_on DATE COMMENT 'Next date on which a row of as_of’s month changes by itself'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Where each customer stood before and after a month, on both bases: what churn and MRR movements are summed from'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, basis, month',
  'cxw.grain' = 'customer, basis and month with activity, or with MRR a year before',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_purchase_day(customer_id), gold.fct_subscription(customer_id), gold.dim_customer(customer_id)'
)
