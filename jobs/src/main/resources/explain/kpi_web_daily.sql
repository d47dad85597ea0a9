-- Parts of gold.kpi_web_daily, session by session.
-- Grain: one row per session.
SELECT
  'session' AS _kind,
  session_id AS _id,
  session_date AS metric_date,
  device, country, country AS web_country, traffic_source,
  1 AS sessions,
  int(is_engaged) AS engaged_sessions,
  int(is_engaged IS NOT NULL) AS engagement_known,
  conversions,
  int(has_checkout) AS checkouts_begun,
  int(has_purchase) AS purchases,
  revenue
FROM silver.web_session
