-- What happened on the website.
-- Grain: one row per month.
SELECT
  metric_month AS month, sum(sessions) AS sessions, sum(engaged_sessions) AS engaged, sum(engagement_known) AS engagement_known,
  sum(checkouts_begun) AS checkouts, sum(purchases) AS purchases
FROM gold.kpi_web_daily
WHERE metric_month >= :since AND metric_date <= :as_of
GROUP BY metric_month
ORDER BY month
