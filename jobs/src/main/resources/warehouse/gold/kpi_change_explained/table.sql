-- What the change of each rate came of, by the values of one column at a time.
-- Grain: one row per as-of date, KPI, window, segment column and value of it.
CREATE TABLE gold.kpi_change_explained (
  as_of_date DATE COMMENT 'Business date of the scorecard whose changes are explained',
  kpi STRING COMMENT 'KPI with a denominator (gold.dim_kpi): share, nps, mean or ratio; totals and percentiles are not split',
  window_name STRING COMMENT 'Window (gold.kpi_scorecard); it is compared with the window before',
  segment_name STRING COMMENT 'The column by which the change is split, one at a time; columns whose values overlap are left out',
  segment_value STRING COMMENT 'Value of that column; unknown where there is none; (rest): values that are suppressed or not known in one of the windows, together',
  numerator DECIMAL(38,12) COMMENT 'Numerator of the value over the window; 0 where nothing was counted',
  denominator DECIMAL(38,12) COMMENT 'Denominator of the value over the window; 0 where nothing was counted',
  previous_numerator DECIMAL(38,12) COMMENT 'Numerator over the window before',
  previous_denominator DECIMAL(38,12) COMMENT 'Denominator over the window before',
  share DOUBLE COMMENT 'denominator per denominator of the total: how large the value is',
  previous_share DOUBLE COMMENT 'The same in the window before',
  value DOUBLE COMMENT 'The KPI of the value; null where nothing was counted',
  previous_value DOUBLE COMMENT 'The same in the window before',
  rate_effect DECIMAL(38,12) COMMENT 'What the change of its rate added to the change of the total: mean share · (value − previous_value); additive over the values of a column',
  mix_effect DECIMAL(38,12) COMMENT 'What the change of its share added: (share − previous_share) · (mean of its two values − mean of the total’s two); of a value without a rate in one of the windows what it added, less the change of its share at the total’s mean; additive',
  change DOUBLE COMMENT 'Change of the total (gold.kpi_scorecard): the sum of rate_effect and mix_effect over the values of the column, within 1e-9 of the values’ size',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'What the change of each rate came of: rates that changed, or groups that grew or shrank'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, kpi, window_name, segment_name, segment_value',
  'cxw.grain' = 'as-of date, KPI, window, segment column and value',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
