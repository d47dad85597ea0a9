-- Posts and mentions on social networks.
-- Grain: one row per month and network.
WITH part AS (
  SELECT
    metric_month, network, rated_impressions, rated_engagements, CAST(NULL AS BIGINT) AS mentions, CAST(NULL AS BIGINT) AS positive,
    CAST(NULL AS BIGINT) AS neutral, CAST(NULL AS BIGINT) AS negative
  FROM gold.kpi_social_daily
  WHERE metric_month >= :since AND metric_date <= :as_of
  UNION ALL
  SELECT metric_month, network, NULL, NULL, mentions, positive, neutral, negative
  FROM gold.kpi_social_mention_daily
  WHERE metric_month >= :since AND metric_date <= :as_of
)

SELECT
  metric_month AS month, network, sum(rated_impressions) AS impressions, sum(rated_engagements) AS engagements, sum(mentions) AS mentions,
  sum(positive) AS positive, sum(neutral) AS neutral, sum(negative) AS negative
FROM part
GROUP BY metric_month, network
ORDER BY month, network
