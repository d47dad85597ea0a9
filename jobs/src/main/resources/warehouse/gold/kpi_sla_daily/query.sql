-- Counts decided promises; what is open and not late is in no day.
-- Grain: one row per date, metric, policy, priority, source and set of customer segments.
SELECT
  outcome_date AS metric_date,
  metric,
  policy_id,
  priority,
  source,
  country,
  region,
  industry,
  plan,
  acquisition_channel,
  count_if(status = 'met') AS met,
  count_if(status = 'breached') AS breached,
  CAST(trunc(outcome_date, 'MM') AS DATE) AS metric_month
FROM gold.fct_ticket_sla
WHERE outcome_date IS NOT NULL
GROUP BY
  outcome_date, metric, policy_id, priority, source, country, region, industry, plan,
  acquisition_channel
