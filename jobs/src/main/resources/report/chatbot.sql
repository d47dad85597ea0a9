-- What chatbots did.
-- Grain: one row per month.
SELECT
  metric_month AS month, sum(conversations) AS conversations, sum(handover_known) AS handover_known, sum(contained) AS contained,
  sum(turns) AS turns, sum(fallbacks) AS fallbacks, sum(fallback_known) AS fallback_known,
  sum(rating_n) AS ratings, sum(rating_sum) AS thumbs_up
FROM gold.kpi_chatbot_daily
WHERE metric_month >= :since AND metric_date <= :as_of
GROUP BY metric_month
ORDER BY month
