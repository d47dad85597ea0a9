-- Visits of customers who were logged in.
-- Grain: one row per session; anonymous visits are no customer's contact.
SELECT
  s.source || ':web_session:' || substr(s.session_id, length(s.source) + 2) AS interaction_id,
  s.session_id AS record_id,
  s.started_at AS occurred_at,
  s.session_date AS interaction_date,
  s.source,
  'web_session' AS type,
  'web' AS channel,
  if(s.has_checkout, 'checkout', 'website') AS touchpoint,
  'inbound' AS direction,
  t.journey_stage,
  s.customer_source_key,
  l.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(s.session_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(s.session_date, 'MM') AS interaction_month
FROM silver.web_session s
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = if(s.has_checkout, 'checkout', 'website')
LEFT JOIN silver.customer_lookup l ON l.lookup_key = s.customer_source_key
LEFT JOIN gold.dim_customer d
  ON d.customer_id = l.customer_id
  AND s.session_date >= d.match_from
  AND (d.valid_to IS NULL OR s.session_date < d.valid_to)
WHERE s.customer_source_key IS NOT NULL
