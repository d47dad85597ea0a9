-- Contacts in the long form of parts; by channel they are the channel mix.
-- Grain: one row per date and segment.
-- Summed up by all columns first: there are far fewer sets of values than contacts.
WITH summed AS (
  SELECT
    interaction_date, channel, type, direction, country, region, industry, plan, acquisition_channel,
    count(*) AS contacts
  FROM gold.fct_interaction
  GROUP BY interaction_date, channel, type, direction, country, region, industry, plan, acquisition_channel
)

SELECT
  d.interaction_date AS metric_date,
  'contacts' AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.contacts) AS DECIMAL(38, 12)) AS numerator,
  CAST(NULL AS DECIMAL(38, 12)) AS denominator,
  sum(d.contacts) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.interaction_date, 'MM') AS metric_month
FROM summed d
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'channel', d.channel, 'type', d.type, 'direction', d.direction) s AS segment_name, segment_value
GROUP BY d.interaction_date, s.segment_name, coalesce(s.segment_value, 'unknown')
