-- Customers won by referral, of those that are new in a window, acquired on one of its dates, and of whom
-- it is known how they were won.
-- Grain: one row per as-of date, KPI, window, role and segment.
-- How a customer was won is as known now; the other segments are those of the date.
WITH acquired AS (
  SELECT
    acquired_date,
    max(struct(country, region, industry, plan)) FILTER (
      WHERE acquired_date >= match_from AND (valid_to IS NULL OR acquired_date < valid_to)) AS d,
    max(acquisition_channel) FILTER (WHERE is_current) AS acquisition_channel
  FROM gold.dim_customer
  WHERE acquired_date BETWEEN date_sub(:as_of, 470) AND :as_of
  GROUP BY customer_id, acquired_date
),

daily AS (
  SELECT
    a.acquired_date, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    count(*) AS n,
    count_if(a.acquisition_channel = 'referral') AS positives
  FROM acquired a
  LATERAL VIEW stack(5,
    'all', 'all', 'country', a.d.country, 'region', a.d.region, 'industry', a.d.industry,
    'plan', a.d.plan) s AS segment_name, segment_value
  WHERE a.acquisition_channel IS NOT NULL
  GROUP BY a.acquired_date, s.segment_name, coalesce(s.segment_value, 'unknown')
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
JOIN daily d ON d.acquired_date BETWEEN w.window_start AND w.window_end
WHERE w.as_of_date = :as_of AND w.kpi = 'referral_share'
GROUP BY w.as_of_date, w.kpi, w.window_name, w.role, d.segment_name, d.segment_value, w.as_of_month
