-- KPIs known by month: retention, churn and recurring revenue.
-- Grain: one row per as-of date, KPI, window, role and segment.
-- Where customers are counted on orders and on subscriptions, subscriptions are shown.
WITH month AS (
  SELECT c.*, basis = max(basis) OVER () AS is_shown
  FROM gold.kpi_churn_monthly c
),

part AS (
  SELECT
    m.month, k.kpi, m.segment_name, m.segment_value, k.n, k.positives,
    CAST(k.numerator AS DECIMAL(38, 12)) AS numerator,
    CAST(k.denominator AS DECIMAL(38, 12)) AS denominator
  FROM month m
  LATERAL VIEW stack(8,
    'retention_rate', is_shown, customers_start, customers_start - customers_churned,
      CAST(customers_start - customers_churned AS DECIMAL(30, 4)), CAST(customers_start AS DECIMAL(30, 4)),
    'churn_rate', is_shown, customers_start, customers_churned,
      CAST(customers_churned AS DECIMAL(30, 4)), CAST(customers_start AS DECIMAL(30, 4)),
    'gross_revenue_retention', basis = 'subscriptions', customers_start, CAST(NULL AS BIGINT),
      CAST(mrr_start - mrr_contraction - mrr_churn AS DECIMAL(30, 4)), CAST(mrr_start AS DECIMAL(30, 4)),
    'net_revenue_retention', basis = 'subscriptions', customers_start, CAST(NULL AS BIGINT),
      CAST(mrr_start + mrr_expansion - mrr_contraction - mrr_churn
        + if(:nrr_includes_reactivation, mrr_reactivation, 0) AS DECIMAL(30, 4)), CAST(mrr_start AS DECIMAL(30, 4)),
    'nrr_12m', basis = 'subscriptions', customers_12m_start, CAST(NULL AS BIGINT),
      CAST(mrr_12m_end AS DECIMAL(30, 4)), CAST(mrr_12m_start AS DECIMAL(30, 4)),
    'referred_new_revenue_share', basis = 'subscriptions' AND mrr_12m_referred IS NOT NULL, customers_12m_start, CAST(NULL AS BIGINT),
      CAST(mrr_12m_referred AS DECIMAL(30, 4)), CAST(mrr_12m_start AS DECIMAL(30, 4)),
    'earned_growth', basis = 'subscriptions' AND mrr_12m_referred IS NOT NULL, customers_12m_start, CAST(NULL AS BIGINT),
      CAST(mrr_12m_end + mrr_12m_referred - mrr_12m_start AS DECIMAL(30, 4)), CAST(mrr_12m_start AS DECIMAL(30, 4)),
    'mrr', basis = 'subscriptions', customers_end, CAST(NULL AS BIGINT),
      CAST(mrr_end AS DECIMAL(30, 4)), CAST(NULL AS DECIMAL(30, 4))) k
    AS kpi, applies, n, positives, numerator, denominator
  WHERE k.applies
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role, p.segment_name, p.segment_value,
  p.numerator,
  p.denominator,
  p.n,
  p.positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN part p ON p.kpi = w.kpi AND p.month = trunc(w.window_end, 'MM')
WHERE w.as_of_date = :as_of
