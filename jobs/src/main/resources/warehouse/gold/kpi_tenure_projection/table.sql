-- How long contract customers are expected to stay, by the contract model that forecast best.
-- Grain: one row per fit date, segment and month of tenure.
CREATE TABLE gold.kpi_tenure_projection (
  fit_date DATE COMMENT 'Last business date of the data of the fit',
  segment_name STRING COMMENT 'all, or plan: the plan in which customers began',
  segment_value STRING COMMENT 'all, or the plan',
  model STRING COMMENT 'Contract model that serves: sbg or bdw',
  period INT COMMENT 'Months since a customer was new, 0 to 60',
  survival DOUBLE COMMENT 'Share of customers expected to be still there after that many months',
  retention_rate DOUBLE COMMENT 'Share of those there a month before who are expected to have stayed; null in month 0',
  discounted_residual_months DOUBLE COMMENT 'Further months that a customer of that tenure is expected to stay, discounted by clv.annual-discount, over 50 years'
)
USING delta
COMMENT 'How long contract customers are expected to stay, by the contract model that forecast best'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, segment_name, segment_value, period',
  'cxw.grain' = 'fit date, segment and month of tenure',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.parts' = 'gold.kpi_clv_parameter(fits)',
  'cxw.as_of_column' = 'fit_date',
  'cxw.as_of_part' = 'fits'
)
