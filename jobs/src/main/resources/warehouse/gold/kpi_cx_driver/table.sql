-- What customers' experience in a window has to do with what they did after it: association, not cause.
-- Grain: one row per month end, driver, outcome, window and statistic.
-- Rules: docs/decisions/drivers.md.
CREATE TABLE gold.kpi_cx_driver (
  as_of_date DATE COMMENT 'Last business date of the data: the last month end up to as_of',
  driver STRING COMMENT 'What a customer met in the window: nps, csat, ces (mean answer, 1 is best), first_reply and resolution (mean minutes), reopens, contacts, sla_breaches (numbers)',
  outcome STRING COMMENT 'subscription_churn: had MRR at the end of the window and none at the end of as_of_date; repeat_purchase: active on orders at the end of the window, bought again within churn.inactive-after-days',
  window_name STRING COMMENT '28d or 90d: days in which the driver is looked at; a churn is looked for in as many days after them',
  statistic STRING COMMENT 'spearman: rank correlation of driver and outcome, -1 to 1, 0 is none; odds_ratio: by how much the odds of the outcome are multiplied for one standard deviation more of the driver, 1 is none, adjusted for tenure, prior orders and plan (logistic regression)',
  estimate DOUBLE COMMENT 'The statistic; null where it could not be estimated',
  ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Fisher z after Bonett and Wright; Wald)',
  ci_high DOUBLE COMMENT 'Upper end',
  p_value DOUBLE COMMENT 'Two-sided p value of no association',
  q_value DOUBLE COMMENT 'The same over all rows of the date and statistic (Benjamini and Hochberg)',
  n BIGINT COMMENT 'Customers of whom the driver is known',
  n_outcome BIGINT COMMENT 'Customers among them with the outcome',
  fit_status STRING COMMENT 'ok; separation (the outcome follows without exception, no finite odds), not_converged, too_few',
  message STRING COMMENT 'Why it is not ok, null where it is',
  is_sign_reversed BOOLEAN COMMENT 'Customers of one kind each say, on average and surely, the opposite of all together; null where too few kinds could be estimated',
  reversed_by STRING COMMENT 'By which column they do: plan, country, region, industry or acquisition_channel',
  sample_share DOUBLE COMMENT 'Share of the customers that was looked at, drawn by a hash of customer_id; 1: all',
  sampling_error DOUBLE COMMENT 'Standard error of estimate against that of all customers, by the drawing alone; 0 where all were looked at',
  window_start DATE COMMENT 'First day of the window',
  window_end DATE COMMENT 'Last day of the window: nothing later enters a driver'
)
USING delta
COMMENT 'What customers’ experience has to do with churn and repeat purchases after it: association, not cause'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, driver, outcome, window_name, statistic',
  'cxw.grain' = 'month end, driver, outcome, window and statistic',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.as_of_part' = 'decided'
)
