-- Population stability index of what health looks at, and of the score.
-- Grain: one row per as-of date and feature.
-- Without a model that serves there is nothing to compare with, and no row.
WITH fitted AS (
  SELECT fit_date, model, inline(drift_bins) AS (feature, edges, shares)
  FROM gold.kpi_health_model
),

lie AS (
  SELECT h.fit_date, h.model, v.feature, v.value
  FROM gold.kpi_customer_health h
  LATERAL VIEW stack(15,
    'churn_probability', churn_probability,
    'tenure_days', CAST(tenure_days AS DOUBLE),
    'mrr', CAST(mrr AS DOUBLE),
    'mrr_change_90d', mrr_change_90d,
    'contract_months', contract_months,
    'renewals_90d', CAST(renewals_90d AS DOUBLE),
    'tickets_90d', CAST(tickets_90d AS DOUBLE),
    'first_reply_minutes_90d', first_reply_minutes_90d,
    'resolution_minutes_90d', resolution_minutes_90d,
    'reopened_tickets_90d', CAST(reopened_tickets_90d AS DOUBLE),
    'broken_promises_90d', CAST(broken_promises_90d AS DOUBLE),
    'nps_365d', nps_365d,
    'csat_365d', csat_365d,
    'ces_365d', ces_365d,
    'contacts_90d', CAST(contacts_90d AS DOUBLE)) v AS feature, value
  WHERE h.as_of_date = :as_of
),

binned AS (
  SELECT f.fit_date, f.feature, f.shares,
    if(l.value IS NULL, 0, 1 + size(filter(f.edges, e -> e < l.value))) AS bin,
    count(*) AS customers
  FROM lie l
  JOIN fitted f ON f.fit_date = l.fit_date AND f.model = l.model AND f.feature = l.feature
  GROUP BY 1, 2, 3, 4
),

counted AS (
  SELECT fit_date, feature, shares, sum(customers) AS customers,
    sum(customers) FILTER (WHERE bin = 0) AS unknown_customers,
    map_from_entries(collect_list(struct(bin, customers))) AS by_bin
  FROM binned
  GROUP BY fit_date, feature, shares
),

compared AS (
  SELECT *,
    aggregate(
      transform(shares, (share, bin) -> struct(
        greatest(share, 0.0001D) AS expected,
        greatest(coalesce(by_bin[bin], 0L) / CAST(customers AS DOUBLE), 0.0001D) AS actual)),
      0D,
      (sum, s) -> sum + (s.actual - s.expected) * ln(s.actual / s.expected)) AS psi
  FROM counted
)

SELECT
  :as_of AS as_of_date,
  feature,
  fit_date,
  customers,
  coalesce(unknown_customers, 0) AS unknown_customers,
  psi,
  CASE WHEN psi < 0.1 THEN 'stable' WHEN psi < 0.25 THEN 'moderate' ELSE 'strong' END AS drift_status
FROM compared
