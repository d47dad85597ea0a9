-- Parts of gold.kpi_churn_monthly, customer by customer.
-- Grain: one row per customer, basis, month and side: what happens in a month counts for the segment
-- at its start, what stands at its end for the segment at the next start.
SELECT
  if(basis = 'orders', 'customer_of_orders', 'customer_of_subscriptions') AS _kind,
  customer_id AS _id,
  month, basis, 'all' AS segment_name, 'all' AS segment_value,
  country, region, industry, plan, acquisition_channel,
  int(is_active_start) AS customers_start,
  int(movement <=> 'new') AS customers_new,
  int(movement <=> 'reactivation') AS customers_reactivated,
  int(movement <=> 'churn') AS customers_churned,
  int(churn_kind <=> 'voluntary') AS churned_voluntary,
  int(churn_kind <=> 'involuntary') AS churned_involuntary,
  0 AS customers_end,
  mrr_before AS mrr_start,
  if(movement <=> 'new', mrr_after, 0) AS mrr_new,
  if(movement <=> 'expansion', mrr_after - mrr_before, 0) AS mrr_expansion,
  if(movement <=> 'contraction', mrr_before - mrr_after, 0) AS mrr_contraction,
  if(movement <=> 'churn', mrr_before, 0) AS mrr_churn,
  if(movement <=> 'reactivation', mrr_after, 0) AS mrr_reactivation,
  0 AS mrr_end,
  mrr_12m_before AS mrr_12m_start,
  if(mrr_12m_before > 0, mrr_after, 0) AS mrr_12m_end,
  least(mrr_12m_before, mrr_after) AS mrr_12m_kept,
  if(is_new_12m, mrr_after, 0) AS mrr_12m_new,
  -- where nobody knows how any of them was won, there is no value to explain
  if(is_new_12m AND lower(acquisition_channel) <=> 'referral', mrr_after, 0) AS mrr_12m_referred
FROM gold.fct_customer_month
UNION ALL
SELECT
  if(basis = 'orders', 'customer_of_orders', 'customer_of_subscriptions'),
  customer_id,
  month, basis, 'all', 'all',
  country_after, region_after, industry_after, plan_after, acquisition_channel_after,
  0, 0, 0, 0, 0, 0, 1,
  0, 0, 0, 0, 0, 0, mrr_after, 0, 0, 0, 0, 0
FROM gold.fct_customer_month
WHERE is_active_end
