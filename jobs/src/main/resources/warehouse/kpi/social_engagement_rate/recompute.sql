-- The total of social_engagement_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(rated_engagements) AS DOUBLE)
  / nullif(CAST(sum(rated_impressions) AS DOUBLE), 0) AS value
FROM gold.kpi_social_daily
WHERE metric_date BETWEEN :window_start AND :window_end
  AND rated_impressions IS NOT NULL
