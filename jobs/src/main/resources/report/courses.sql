-- The KPIs by month, with intervals as the scorecard has them.
-- Grain: one row per KPI, segment and month; the last month runs to the date, or to the last one that is decided.
WITH daily AS (
  SELECT
    p.kpi, p.segment_name, p.segment_value, p.metric_month AS month, k.statistic, k.unit,
    any_value(k.value_factor) * CAST(sum(p.numerator) AS DOUBLE) / nullif(CAST(sum(p.denominator) AS DOUBLE), 0) AS value,
    sum(p.n) AS n, sum(p.positives) AS positives, sum(p.negatives) AS negatives,
    CAST(sum(p.numerator) AS DOUBLE) AS x, CAST(sum(p.sum_sq) AS DOUBLE) AS sum_sq
  FROM gold.kpi_parts_daily p
  JOIN gold.dim_kpi k ON k.kpi = p.kpi
  WHERE p.metric_month >= :since
    AND p.metric_date <= date_sub(:as_of, k.maturity_lag_days)
    AND k.statistic IN ('share', 'nps', 'mean', 'ratio')
    AND p.segment_name IN ('all', 'country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
  GROUP BY p.kpi, p.segment_name, p.segment_value, p.metric_month, k.statistic, k.unit
),

spread AS (
  SELECT *, if(sum_sq IS NULL, NULL, 1.959963984540054D * sqrt(greatest(sum_sq - x * x / n, 0) / nullif(n - 1, 0) / n)) AS half FROM daily
),

bin AS (
  SELECT
    measure, segment_name, segment_value, metric_month, bin, sqrt(bin_low_ms * bin_high_ms) / 60000 AS minutes, sum(n) AS n
  FROM gold.kpi_duration_histogram
  WHERE metric_month >= :since AND metric_date <= :as_of
    AND (measure = 'first_reply' AND segment_name IN ('all', 'country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
      OR measure = 'resolution' AND segment_name = 'all')
  GROUP BY measure, segment_name, segment_value, metric_month, bin, bin_low_ms, bin_high_ms
),

ranked AS (
  SELECT
    *, sum(n) OVER (PARTITION BY measure, segment_name, segment_value, metric_month ORDER BY bin) AS up_to,
    sum(n) OVER (PARTITION BY measure, segment_name, segment_value, metric_month) AS total
  FROM bin
),

percentile AS (
  SELECT
    measure, segment_name, segment_value, metric_month AS month, max(total) AS n,
    min(minutes) FILTER (WHERE up_to >= 0.5 * total) AS median, min(minutes) FILTER (WHERE up_to >= 0.9 * total) AS p90
  FROM ranked
  GROUP BY measure, segment_name, segment_value, metric_month
),

backlog AS (  -- a stock: that of the last date, where no row is no ticket
  SELECT
    metric_month AS month,
    coalesce(sum(tickets) FILTER (WHERE metric_date = least(last_day(metric_date), :as_of)), 0) AS n
  FROM gold.kpi_backlog_daily
  WHERE metric_month >= :since AND metric_date <= :as_of
  GROUP BY metric_month
),

churn AS (  -- of an earlier date months that were not over then, too, are complete by now
  SELECT *, basis = max(basis) OVER () AS is_shown, basis = 'subscriptions' AS has_mrr
  FROM gold.kpi_churn_monthly
  WHERE month >= :since AND last_day(month) <= :as_of
)

SELECT
  kpi, segment_name, segment_value, month, value, n,
  CASE statistic
    WHEN 'share' THEN wilson_low(positives, n)
    WHEN 'nps' THEN nps_low(positives, negatives, n)
    WHEN 'mean' THEN if(unit IN ('share', 'minutes'), greatest(x / n - half, if(half IS NULL, NULL, 0D)), x / n - half)
  END AS low,
  CASE statistic
    WHEN 'share' THEN wilson_high(positives, n)
    WHEN 'nps' THEN nps_high(positives, negatives, n)
    WHEN 'mean' THEN if(unit = 'share', least(x / n + half, if(half IS NULL, NULL, 1D)), x / n + half)
  END AS high
FROM spread
WHERE n > 0
UNION ALL
SELECT p.measure || k.suffix, p.segment_name, p.segment_value, p.month, k.value, p.n, NULL, NULL
FROM percentile p
LATERAL VIEW stack(2, '_minutes_median', p.median, '_minutes_p90', p.p90) k AS suffix, value
UNION ALL
SELECT 'backlog', 'all', 'all', month, CAST(n AS DOUBLE), n, NULL, NULL FROM backlog
UNION ALL
SELECT
  k.kpi, c.segment_name, c.segment_value, c.month, k.value, c.customers_start,
  wilson_low(k.positives, c.customers_start), wilson_high(k.positives, c.customers_start)
FROM churn c
LATERAL VIEW stack(8,
  'retention_rate', is_shown AND is_complete, retention_rate, customers_start - customers_churned,
  'churn_rate', is_shown AND is_complete, churn_rate, customers_churned,
  'gross_revenue_retention', has_mrr AND is_complete, gross_revenue_retention, CAST(NULL AS BIGINT),
  'net_revenue_retention', has_mrr AND is_complete, net_revenue_retention, CAST(NULL AS BIGINT),
  'nrr_12m', has_mrr AND is_complete, nrr_12m, CAST(NULL AS BIGINT),
  'referred_new_revenue_share', has_mrr AND is_complete AND mrr_12m_referred IS NOT NULL,
    CAST(mrr_12m_referred AS DOUBLE) / nullif(CAST(mrr_12m_start AS DOUBLE), 0), CAST(NULL AS BIGINT),
  'earned_growth', has_mrr AND is_complete AND mrr_12m_referred IS NOT NULL, earned_growth, CAST(NULL AS BIGINT),
  'mrr', has_mrr, CAST(mrr_end AS DOUBLE), CAST(NULL AS BIGINT)) k AS kpi, applies, value, positives
WHERE k.applies
UNION ALL
SELECT 'customer_acquisition_cost', segment_name, segment_value, month, cac, new_customers, NULL, NULL
FROM gold.kpi_acquisition_monthly
WHERE month >= :since AND last_day(month) <= :as_of AND cac IS NOT NULL
UNION ALL
SELECT 'enps', 'all', 'all', month, enps, answers, nps_low(promoters, detractors, answers), nps_high(promoters, detractors, answers)
FROM gold.kpi_enps_monthly
WHERE segment_name = 'all' AND month >= :since AND answers > 0
  AND date_add(last_day(month), (SELECT coalesce(max(maturity_lag_days), 0) FROM gold.dim_kpi WHERE kpi = 'enps')) <= :as_of
UNION ALL  -- the month that is not over
SELECT kpi, segment_name, segment_value, as_of_month, value, n, NULL, NULL
FROM gold.kpi_scorecard
WHERE kpi = 'mrr' AND window_name = 'month' AND as_of_date = :as_of AND last_day(:as_of) > :as_of
UNION ALL
SELECT s.kpi, 'all', 'all', s.as_of_month, max_by(s.value, s.as_of_date), max_by(s.n, s.as_of_date), NULL, NULL
FROM gold.kpi_scorecard s
JOIN gold.dim_kpi k ON k.kpi = s.kpi
WHERE s.as_of_month >= :since AND s.as_of_date <= :as_of
  AND s.window_name = '28d' AND s.segment_name = 'all'
  AND (k.period = 'date' OR k.source_table IN ('gold.fct_order', 'gold.dim_customer'))
GROUP BY s.kpi, s.as_of_month
ORDER BY kpi, segment_name, segment_value, month
