-- Parts of daily KPIs in one long form: sum over the dates of a window (backlog: take the last date),
-- then divide.
-- Grain: one row per date, KPI and segment.
CREATE TABLE gold.kpi_parts_daily (
  metric_date DATE COMMENT 'Business date',
  kpi STRING COMMENT 'KPI (gold.dim_kpi)',
  segment_name STRING COMMENT 'all, or the column by which it is cut, one at a time',
  segment_value STRING COMMENT 'all, or the value of that column; unknown where there is none',
  numerator DECIMAL(38,12) COMMENT 'Numerator of the KPI; durations in minutes',
  denominator DECIMAL(38,12) COMMENT 'Denominator of the KPI; null for totals',
  n BIGINT COMMENT 'Answers, tickets or other things counted',
  positives BIGINT COMMENT 'Of a share the successes, of NPS the promoters',
  negatives BIGINT COMMENT 'Of NPS the detractors',
  sum_sq DECIMAL(38,12) COMMENT 'Of a mean the sum of squares',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'Parts of daily KPIs in one long form: sum over the dates of a window (backlog: take the last date), then divide'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, kpi, segment_name, segment_value',
  'cxw.grain' = 'date, KPI and segment',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'gold.kpi_survey_daily(metric_date), gold.kpi_invitation_daily(sent_date), gold.kpi_support_daily(metric_date), gold.kpi_sla_daily(metric_date), gold.fct_ticket_measure(metric_date), gold.kpi_backlog_daily(metric_date), gold.kpi_web_daily(metric_date), gold.kpi_social_daily(metric_date), gold.kpi_chatbot_daily(metric_date), gold.fct_interaction(interaction_date), gold.fct_call(call_date)'
)
