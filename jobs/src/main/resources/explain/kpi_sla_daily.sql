-- Parts of gold.kpi_sla_daily, promise by promise.
-- Grain: one row per decided promise to a ticket.
SELECT
  'ticket' AS _kind,
  ticket_id AS _id,
  outcome_date AS metric_date,
  metric, policy_id, priority, source, country, region, industry, plan, acquisition_channel,
  if(policy_id = source || ':default', 'default', 'policy') AS promise,
  int(status = 'met') AS met,
  int(status = 'breached') AS breached
FROM gold.fct_ticket_sla
WHERE outcome_date IS NOT NULL
