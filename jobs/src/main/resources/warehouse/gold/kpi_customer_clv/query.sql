-- Lifetime value of each customer as known at :as_of, scored with the latest fit that is ok.
-- Grain: one row per as-of date and customer.
-- Rules: docs/decisions/clv.md.
WITH purchase_day AS (
  SELECT
    customer_id,
    purchase_date,
    sum(net_value) AS value,
    -- A day counts while one of its sales is kept, unless loose refunds of the date took all that was paid for them.
    sum(sales_kept) > 0 AND NOT (sum(kept_value) > 0 AND sum(kept_value) + sum(loose_refund_value) <= 0) AS is_purchase
  FROM gold.fct_purchase_part
  WHERE effective_date <= :as_of
  GROUP BY customer_id, purchase_date
),

history AS (
  SELECT
    customer_id,
    count_if(is_purchase) - 1 AS frequency,
    max(purchase_date) FILTER (WHERE is_purchase) AS last_date,
    datediff(max(purchase_date) FILTER (WHERE is_purchase), min(purchase_date) FILTER (WHERE is_purchase)) AS recency_days,
    datediff(:as_of, min(purchase_date) FILTER (WHERE is_purchase)) AS age_days,
    CAST(
      sum(value) FILTER (WHERE is_purchase) - min_by(value, purchase_date) FILTER (WHERE is_purchase) AS DOUBLE
    ) AS repeat_value,
    try_cast(sum(value) AS DECIMAL(18,4)) AS historical_value
  FROM purchase_day
  GROUP BY customer_id
  HAVING count_if(is_purchase) > 0
),

fit AS (
  SELECT
    segment_name,
    segment_value,
    max_by(struct(model, fit_date, transform(parameters, p -> p.value) AS theta), fit_date)
      FILTER (WHERE model IN ('bgnbd', 'mbgnbd', 'pareto_nbd')) AS purchases,
    max_by(transform(parameters, p -> p.value), fit_date) FILTER (WHERE model = 'gamma_gamma') AS spend
  FROM gold.kpi_clv_model
  WHERE segment_name IN ('all', :clv_segment) AND is_published AND fit_date <= :as_of
  GROUP BY segment_name, segment_value
),

-- the fit of the customer's segment where there is one, else that of all
served AS (
  SELECT
    history.*,
    if(total.purchases IS NULL, NULL, coalesce(own.purchases, total.purchases)) AS purchases,
    if(total.spend IS NULL, NULL, coalesce(own.spend, total.spend)) AS spend
  FROM history
  LEFT JOIN gold.fct_customer_tenure t ON t.customer_id = history.customer_id AND t.basis = 'orders'
  LEFT JOIN fit own
    ON own.segment_name = :clv_segment
    AND own.segment_value = coalesce(
      CASE :clv_segment WHEN 'country' THEN t.country WHEN 'region' THEN t.region WHEN 'industry' THEN t.industry
        WHEN 'plan' THEN t.plan WHEN 'acquisition_channel' THEN t.acquisition_channel END, 'unknown')
  LEFT JOIN fit total ON total.segment_name = 'all'
),

scored AS (
  SELECT
    served.*,
    if(frequency = 0, 0D, repeat_value / frequency) AS monetary_value,
    purchases.model AS p_alive_model,
    purchases.fit_date,
    clv_scores(
      purchases.model, purchases.theta, frequency, recency_days, age_days, :clv_horizon_months, :clv_annual_discount
    ) AS score,
    clv_expected_order_value(spend, frequency, if(frequency = 0, 0D, repeat_value / frequency)) AS expected_order_value
  FROM served
),

valued AS (SELECT *, score.discounted_orders * expected_order_value * :clv_margin AS clv FROM scored),

ranked AS (
  SELECT
    *,
    row_number() OVER (ORDER BY clv DESC, customer_id) - 1 AS clv_rank,
    row_number() OVER (ORDER BY last_date, customer_id) - 1 AS r_rank,
    row_number() OVER (ORDER BY frequency, customer_id) - 1 AS f_rank,
    row_number() OVER (ORDER BY historical_value, customer_id) - 1 AS m_rank
  FROM valued
),

total AS (SELECT count(*) AS customers FROM history)

SELECT
  :as_of AS as_of_date,
  customer_id,
  frequency,
  recency_days,
  age_days,
  monetary_value,
  score.p_alive,
  p_alive_model,
  fit_date,
  score.expected_orders AS expected_orders_12m,
  expected_order_value,
  clv AS clv_12m,
  historical_value,
  CASE WHEN clv IS NULL THEN NULL
    WHEN 10 * clv_rank < 2 * customers THEN 'high'
    WHEN 10 * clv_rank < 5 * customers THEN 'medium'
    ELSE 'low' END AS clv_tier,
  CAST(1 + 5 * r_rank DIV customers AS INT) AS rfm_r,
  CAST(1 + 5 * f_rank DIV customers AS INT) AS rfm_f,
  CAST(1 + 5 * m_rank DIV customers AS INT) AS rfm_m
FROM ranked
CROSS JOIN total
