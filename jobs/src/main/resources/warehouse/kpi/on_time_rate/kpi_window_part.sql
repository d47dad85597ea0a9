-- Deliveries kept: order lines delivered in a window by their promise, of those that had one. What was
-- delivered or promised before the day of its order contradicts itself and is in neither part; the days
-- are compared, since each of the three may be a date without a time.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH delivered AS (
  SELECT *, business_date(delivered_at, :timezone) AS delivered_date
  FROM gold.fct_order
  WHERE NOT is_refund AND business_date(least(promised_at, delivered_at), :timezone) >= order_date
    AND promised_at IS NOT NULL AND delivered_at IS NOT NULL
),

daily AS (
  SELECT
    o.delivered_date, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    count(*) AS n,
    count_if(o.delivered_at <= o.promised_at) AS positives
  FROM delivered o
  LATERAL VIEW stack(7,
    'all', 'all', 'country', o.country, 'region', o.region, 'industry', o.industry, 'plan', o.plan,
    'acquisition_channel', o.acquisition_channel, 'channel', o.channel) s AS segment_name, segment_value
  WHERE o.delivered_date BETWEEN date_sub(:as_of, 470) AND :as_of
  GROUP BY o.delivered_date, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role, d.segment_name, d.segment_value,
  CAST(sum(d.positives) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.n) AS DECIMAL(38, 12)) AS denominator,
  sum(d.n) AS n,
  sum(d.positives) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN daily d ON d.delivered_date BETWEEN w.window_start AND w.window_end
WHERE w.as_of_date = :as_of AND w.kpi = 'on_time_rate'
GROUP BY w.as_of_date, w.kpi, w.window_name, w.role, d.segment_name, d.segment_value, w.as_of_month
