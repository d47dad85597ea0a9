-- Experiences by variation per day, with the uplift to date against the control.
-- Grain: one row per date, experience and variation.
CREATE TABLE gold.kpi_experience_daily (
  metric_date DATE COMMENT 'Business date: of the events for served and clicked, of first exposure for users and what came of them',
  experience_id STRING COMMENT 'Experience, <source>:<native id>',
  variation_id STRING COMMENT 'Variation, <source>:<native id>',
  is_control BOOLEAN COMMENT 'The variation is the control group; null: of no variation of the experience it is told',
  served BIGINT COMMENT 'Times served on the date (additive)',
  clicked BIGINT COMMENT 'Clicks on the date (additive); null: nobody tells of clicks',
  exposed_users BIGINT COMMENT 'Users who met the experience for the first time on the date, with this variation (additive: each once per experience)',
  converted BIGINT COMMENT 'Of those, users who converted within behaviour.conversion-window-days (additive); null: no activities are delivered',
  revenue DECIMAL(38,4) COMMENT 'Their revenue within that window (additive); null as converted, and where none of it can be read',
  exposed_users_to_date BIGINT COMMENT 'exposed_users up to the date (semi-additive: take the last date)',
  converted_to_date BIGINT COMMENT 'converted up to the date (semi-additive: take the last date); null as converted',
  uplift DOUBLE COMMENT 'Conversion rate to date over the control’s, since the variation began, less 1 (0.1: ten per cent better); null for the control, without conversions of the control, until the windows of all users are over, and under a sample-ratio mismatch',
  ci_low DOUBLE COMMENT 'Lower end of a 95 % interval of uplift that holds on all days together; null below 10 conversions on either side',
  ci_high DOUBLE COMMENT 'Upper end of it',
  p_value DOUBLE COMMENT 'Always-valid p-value of no uplift: may be looked at every day',
  is_sample_ratio_mismatch BOOLEAN COMMENT 'Users to date are not split as planned among the variations of each day (chi-square p < 0.001): uplift is void',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)',
  _recheck_on DATE COMMENT 'Date on which the windows of all users to date are over; null: they are'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'Experiences by variation per day, with the uplift to date against the control'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, experience_id, variation_id',
  'cxw.grain' = 'date, experience and variation',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'experience_id',
  'cxw.narrow' = 'silver.experience_event(experience_id), silver.experience_user(experience_id)'
)
