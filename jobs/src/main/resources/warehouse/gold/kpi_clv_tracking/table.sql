-- Repeat purchases by week against what the models expected: the picture that tells whether to trust a
-- forecast.
-- Grain: one row per fit date, segment, model and week.
CREATE TABLE gold.kpi_clv_tracking (
  fit_date DATE COMMENT 'Last business date of the data; the fit that is tracked was made clv.holdout-weeks before',
  segment_name STRING COMMENT 'Segment column by which customers were chosen, or all',
  segment_value STRING COMMENT 'Value of the segment, or all',
  model STRING COMMENT 'bgnbd, mbgnbd or pareto_nbd',
  week INT COMMENT 'Weeks of seven days since the first purchase of all, from 1',
  week_end DATE COMMENT 'Last day of the week',
  is_holdout BOOLEAN COMMENT 'The week lies after the data of the fit: a forecast',
  actual BIGINT COMMENT 'Repeat purchase days in the week of the customers known before the holdout; additive',
  expected DOUBLE COMMENT 'The same as the fit expects it from nothing but the date of each first purchase; additive',
  actual_cumulative BIGINT COMMENT 'Sum of actual up to the week',
  expected_cumulative DOUBLE COMMENT 'Sum of expected up to the week',
  cumulative_error DOUBLE COMMENT 'expected_cumulative / actual_cumulative − 1; null before the first repeat purchase'
)
USING delta
COMMENT 'Repeat purchases by week against what the models expected: the picture that tells whether to trust a forecast'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, segment_name, segment_value, model, week',
  'cxw.grain' = 'fit date, segment, model and week',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.parts' = 'gold.kpi_clv_parameter(fits)',
  'cxw.as_of_column' = 'fit_date',
  'cxw.as_of_part' = 'fits'
)
