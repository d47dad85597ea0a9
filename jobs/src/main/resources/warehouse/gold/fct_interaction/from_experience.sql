-- Experiences served to known customers.
-- Grain: one row per serving; clicks and what follows are no further contact.
SELECT
  e.source || ':experience:' || substr(e.experience_event_id, length(e.source) + 2) AS interaction_id,
  e.experience_event_id AS record_id,
  e.event_at AS occurred_at,
  e.event_date AS interaction_date,
  e.source,
  'experience' AS type,
  'web' AS channel,
  'website' AS touchpoint,
  'outbound' AS direction,
  t.journey_stage,
  e.customer_source_key,
  l.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(e.event_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(e.event_date, 'MM') AS interaction_month
FROM silver.experience_event e
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'website'
LEFT JOIN silver.customer_lookup l ON l.lookup_key = e.customer_source_key
LEFT JOIN gold.dim_customer d
  ON d.customer_id = l.customer_id
  AND e.event_date >= d.match_from
  AND (d.valid_to IS NULL OR e.event_date < d.valid_to)
WHERE e.event_type = 'served' AND e.customer_source_key IS NOT NULL AND e.event_at < :as_of_end
