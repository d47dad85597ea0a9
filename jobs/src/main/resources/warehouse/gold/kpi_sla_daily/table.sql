-- Promises kept and broken per day: attainment = met / (met + breached), of one metric at a time.
-- Grain: one row per date, metric, policy, priority, source and set of customer segments (nulls are
-- keys).
CREATE TABLE gold.kpi_sla_daily (
  metric_date DATE COMMENT 'Business date of the outcome: of fulfilment if met, of the due instant if breached',
  metric STRING COMMENT 'Metric, as in gold.fct_ticket_sla',
  policy_id STRING COMMENT 'Policy; <source>:default where the source delivers none',
  priority STRING COMMENT 'Priority in force at the outcome',
  source STRING COMMENT 'Help desk',
  country STRING COMMENT 'Segment of the customer at creation',
  region STRING COMMENT 'Segment of the customer at creation',
  industry STRING COMMENT 'Segment of the customer at creation',
  plan STRING COMMENT 'Segment of the customer at creation',
  acquisition_channel STRING COMMENT 'Segment of the customer at creation',
  met BIGINT COMMENT 'Promises kept',
  breached BIGINT COMMENT 'Promises broken, whether or not fulfilled later',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Attainment of service level agreements per day'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, metric, policy_id, priority, source, country, region, industry, plan, acquisition_channel',
  'cxw.grain' = 'date, metric, policy, priority, source and set of customer segments',
  'cxw.owner' = 'support',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'gold.fct_ticket_sla(outcome_date)'
)
