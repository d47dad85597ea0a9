-- Mentions whose author is known to be a customer.
-- Grain: one row per mention.
SELECT
  'social:social_mention:' || substr(m.mention_id, length('social:') + 1) AS interaction_id,
  m.mention_id AS record_id,
  m.mentioned_at AS occurred_at,
  m.mention_date AS interaction_date,
  'social' AS source,
  'social_mention' AS type,
  'social' AS channel,
  'social' AS touchpoint,
  'inbound' AS direction,
  t.journey_stage,
  m.customer_source_key,
  l.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(m.mention_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(m.mention_date, 'MM') AS interaction_month
FROM silver.social_mention m
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'social'
LEFT JOIN silver.customer_lookup l ON l.lookup_key = m.customer_source_key
LEFT JOIN gold.dim_customer d
  ON d.customer_id = l.customer_id
  AND m.mention_date >= d.match_from
  AND (d.valid_to IS NULL OR m.mention_date < d.valid_to)
WHERE m.customer_source_key IS NOT NULL AND m.mentioned_at < :as_of_end
