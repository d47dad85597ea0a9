-- Sessions per day.
-- Grain: one row per day, device, country and traffic source, all of the session's first event.
-- Where sessions bought and none tells for how much, their revenue is not known.
SELECT
  session_date AS metric_date,
  device,
  country,
  traffic_source,
  count(*) AS sessions,
  if(count(is_engaged) > 0, count_if(is_engaged), NULL) AS engaged_sessions,
  count(is_engaged) AS engagement_known,
  count(DISTINCT user_key) AS users,
  sum(conversions) AS conversions,
  count_if(has_checkout) AS checkouts_begun,
  count_if(has_purchase) AS purchases,
  if(count_if(has_purchase AND revenue IS NULL) > 0 AND count_if(has_purchase AND revenue IS NOT NULL) = 0, NULL,
    CAST(sum(revenue) AS DECIMAL(38, 4))) AS revenue,
  trunc(session_date, 'MM') AS metric_month
FROM silver.web_session
GROUP BY session_date, device, country, traffic_source
