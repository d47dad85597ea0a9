-- Calls with their customer and the customer's attributes on the date.
-- Grain: one row per call.
SELECT
  c.call_id,
  c.source,
  c.started_at,
  c.started_date AS call_date,
  c.direction,
  c.queue,
  c.is_answered,
  c.is_abandoned,
  c.wait_ms,
  c.talk_ms,
  c.is_solved,
  c.agent_key,
  coalesce(m.customer_source_key, c.customer_source_key) AS customer_source_key,
  m.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(c.started_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(c.started_date, 'MM') AS call_month
FROM silver.call c
LEFT JOIN silver.customer_match m ON m.record_kind = 'call' AND m.record_id = c.call_id
LEFT JOIN gold.dim_customer d
  ON d.customer_id = m.customer_id
  AND c.started_date >= d.match_from
  AND (d.valid_to IS NULL OR c.started_date < d.valid_to)
WHERE c.started_at < :as_of_end
