-- Customers and MRR won, kept and lost.
-- Grain: one row per month, basis and segment.
-- What happens in a month counts for the segment at its start, what stands at its end for the segment
-- at the next start; moves between them are shown apart.
-- Rules: docs/decisions/revenue.md.
WITH customers AS (
  SELECT month, basis, movement, churn_kind,
    country, region, industry, plan, acquisition_channel, country_after, region_after, industry_after, plan_after, acquisition_channel_after,
    count_if(is_active_start) AS started,
    count_if(is_active_end) AS ended,
    count(*) AS n,
    sum(mrr_before) AS before,
    sum(mrr_after) AS after,
    count_if(mrr_12m_before > 0) AS year_customers, sum(mrr_12m_before) AS year_before,
    sum(if(mrr_12m_before > 0, mrr_after, 0 * mrr_after)) AS year_after,
    sum(least(mrr_12m_before, mrr_after)) AS year_kept,
    sum(if(is_new_12m, mrr_after, 0 * mrr_after)) AS year_new
  FROM gold.fct_customer_month
  WHERE (basis = 'orders' AND :churn_on_orders) OR (basis = 'subscriptions' AND :churn_on_subscriptions)
  GROUP BY ALL
),

segment AS (
  SELECT c.*, s.segment_name,
    coalesce(s.value_before, 'unknown') AS value_before, coalesce(s.value_after, 'unknown') AS value_after,
    coalesce(s.value_before, 'unknown') <> coalesce(s.value_after, 'unknown') AS is_move
  FROM customers c
  LATERAL VIEW stack(6,
    'all', 'all', 'all',
    'country', country, country_after,
    'region', region, region_after,
    'industry', industry, industry_after,
    'plan', plan, plan_after,
    'acquisition_channel', acquisition_channel, acquisition_channel_after) s
    AS segment_name, value_before, value_after
),

-- each group of customers once where it started and once where it ended; a zero of MRR is null on
-- orders, where there is no MRR
side AS (
  SELECT *, value_before AS segment_value, true AS at_start, 0 * after AS zero FROM segment
  UNION ALL
  SELECT *, value_after, false, 0 * after FROM segment WHERE ended > 0
),

summed AS (
  SELECT month, basis, segment_name, segment_value,
    coalesce(sum(started) FILTER (WHERE at_start), 0) AS customers_start,
    coalesce(sum(n) FILTER (WHERE at_start AND movement = 'new'), 0) AS customers_new,
    coalesce(sum(n) FILTER (WHERE at_start AND movement = 'reactivation'), 0) AS customers_reactivated,
    coalesce(sum(n) FILTER (WHERE at_start AND movement = 'churn'), 0) AS customers_churned,
    coalesce(sum(n) FILTER (WHERE at_start AND churn_kind = 'voluntary'), 0) AS churned_voluntary,
    coalesce(sum(n) FILTER (WHERE at_start AND churn_kind = 'involuntary'), 0) AS churned_involuntary,
    coalesce(sum(n) FILTER (WHERE at_start AND movement = 'won_and_lost'), 0) AS customers_won_and_lost,
    coalesce(sum(ended) FILTER (WHERE NOT at_start AND is_move), 0) AS customers_segment_in,
    coalesce(sum(ended) FILTER (WHERE at_start AND is_move), 0) AS customers_segment_out,
    coalesce(sum(ended) FILTER (WHERE NOT at_start), 0) AS customers_end,
    sum(if(at_start, before, zero)) AS mrr_start,
    sum(if(at_start AND movement = 'new', after, zero)) AS mrr_new,
    sum(if(at_start AND movement = 'expansion', after - before, zero)) AS mrr_expansion,
    sum(if(at_start AND movement = 'contraction', before - after, zero)) AS mrr_contraction,
    sum(if(at_start AND movement = 'churn', before, zero)) AS mrr_churn,
    sum(if(at_start AND movement = 'reactivation', after, zero)) AS mrr_reactivation,
    sum(if(NOT at_start AND is_move, after, zero)) AS mrr_segment_in,
    sum(if(at_start AND is_move, after, zero)) AS mrr_segment_out,
    sum(if(at_start, zero, after)) AS mrr_end,
    coalesce(sum(year_customers) FILTER (WHERE at_start), 0) AS customers_12m_start,
    sum(if(at_start, year_before, zero)) AS mrr_12m_start,
    sum(if(at_start, year_after, zero)) AS mrr_12m_end, sum(if(at_start, year_kept, zero)) AS mrr_12m_kept,
    sum(if(at_start, year_new, zero)) AS mrr_12m_new,
    sum(if(at_start AND acquisition_channel IS NOT NULL, year_new, zero)) AS mrr_12m_told,
    sum(if(at_start AND acquisition_channel = 'referral', year_new, zero)) AS mrr_12m_by_referral
  FROM side
  GROUP BY month, basis, segment_name, segment_value
)

SELECT
  month,
  basis,
  segment_name,
  segment_value,
  customers_start,
  customers_new,
  customers_reactivated,
  customers_churned,
  if(customers_churned > 0 AND churned_voluntary + churned_involuntary = 0, NULL, churned_voluntary) AS churned_voluntary,
  if(customers_churned > 0 AND churned_voluntary + churned_involuntary = 0, NULL, churned_involuntary) AS churned_involuntary,
  customers_won_and_lost,
  customers_segment_in,
  customers_segment_out,
  customers_end,
  CAST(customers_churned AS DOUBLE) / nullif(customers_start, 0) AS churn_rate,
  1 - CAST(customers_churned AS DOUBLE) / nullif(customers_start, 0) AS retention_rate,
  CAST(mrr_start AS DECIMAL(28,4)) AS mrr_start,
  CAST(mrr_new AS DECIMAL(28,4)) AS mrr_new,
  CAST(mrr_expansion AS DECIMAL(28,4)) AS mrr_expansion,
  CAST(mrr_contraction AS DECIMAL(28,4)) AS mrr_contraction,
  CAST(mrr_churn AS DECIMAL(28,4)) AS mrr_churn,
  CAST(mrr_reactivation AS DECIMAL(28,4)) AS mrr_reactivation,
  CAST(mrr_segment_in AS DECIMAL(28,4)) AS mrr_segment_in,
  CAST(mrr_segment_out AS DECIMAL(28,4)) AS mrr_segment_out,
  CAST(mrr_end AS DECIMAL(28,4)) AS mrr_end,
  CAST(mrr_start - mrr_contraction - mrr_churn AS DOUBLE) / nullif(CAST(mrr_start AS DOUBLE), 0) AS gross_revenue_retention,
  CAST(mrr_start + mrr_expansion - mrr_contraction - mrr_churn
    + if(:nrr_includes_reactivation, mrr_reactivation, 0) AS DOUBLE)
    / nullif(CAST(mrr_start AS DOUBLE), 0) AS net_revenue_retention,
  if(mrr_12m_start IS NULL, NULL, customers_12m_start) AS customers_12m_start,
  CAST(mrr_12m_start AS DECIMAL(28,4)) AS mrr_12m_start,
  CAST(mrr_12m_end AS DECIMAL(28,4)) AS mrr_12m_end,
  CAST(mrr_12m_kept AS DECIMAL(28,4)) AS mrr_12m_kept,
  CAST(mrr_12m_new AS DECIMAL(28,4)) AS mrr_12m_new,
  CAST(if(mrr_12m_new > 0 AND mrr_12m_told = 0, NULL, mrr_12m_by_referral) AS DECIMAL(28,4)) AS mrr_12m_referred,
  CAST(mrr_12m_kept AS DOUBLE) / nullif(CAST(mrr_12m_start AS DOUBLE), 0) AS grr_12m,
  CAST(mrr_12m_end AS DOUBLE) / nullif(CAST(mrr_12m_start AS DOUBLE), 0) AS nrr_12m,
  CAST(mrr_12m_end + mrr_12m_referred - mrr_12m_start AS DOUBLE) / nullif(CAST(mrr_12m_start AS DOUBLE), 0) AS earned_growth,
  CAST(mrr_new + mrr_expansion + mrr_reactivation AS DOUBLE)
    / nullif(CAST(mrr_contraction + mrr_churn AS DOUBLE), 0) AS quick_ratio,
  last_day(month) <= :as_of AS is_complete,
  if(last_day(month) > :as_of, last_day(month), NULL) AS _recheck_on
FROM summed
