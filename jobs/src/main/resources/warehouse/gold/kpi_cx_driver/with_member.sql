-- Customers who were active at a window's end, what they did after it, and what was known of them then.
-- Grain: one row per outcome, window and customer.
-- Nothing that became known after the window is read but the outcome: no later purchase or refund, and
-- no attributes of a later date, not even where there are no earlier ones.
WITH subscribed AS (
  SELECT /*+ broadcast(p) */ p.outcome, p.window_name, s.customer_id,
    min(s.start_date) AS first_date,
    bool_or(s.start_date <= p.window_end AND coalesce(s.end_date > p.window_end, true)) AS was_active,
    bool_or(coalesce(s.end_date > p.decided_on, true)) AS is_active,
    max_by(s.subscription_plan, struct(s.mrr, s.subscription_id)) FILTER (
      WHERE s.start_date <= p.window_end AND coalesce(s.end_date > p.window_end, true)) AS plan
  FROM gold.fct_subscription s
  JOIN span p ON s.start_date <= p.decided_on
  WHERE s.mrr > 0 AND pmod(xxhash64(s.customer_id), (SELECT max(draw_every) FROM span)) = 0
  GROUP BY p.outcome, p.window_name, s.customer_id
),

purchase_day AS (  -- before the end of the window as known at its end, after it as known when it is decided
  SELECT /*+ broadcast(p) */ p.outcome, p.window_name, p.window_end, d.customer_id, d.purchase_date
  FROM gold.fct_purchase_part d
  JOIN span p ON d.effective_date <= if(d.purchase_date <= p.window_end, p.window_end, p.decided_on)
  WHERE pmod(xxhash64(d.customer_id), (SELECT max(draw_every) FROM span)) = 0
  GROUP BY p.outcome, p.window_name, p.window_end, d.customer_id, d.purchase_date
  HAVING sum(d.sales_kept) > 0 AND NOT (sum(d.kept_value) > 0 AND sum(d.kept_value) + sum(d.loose_refund_value) <= 0)
),

bought AS (
  SELECT outcome, window_name, customer_id,
    count_if(purchase_date <= window_end) AS purchases,
    min(purchase_date) AS first_date,
    max(purchase_date) FILTER (WHERE purchase_date <= window_end) AS last_date,
    bool_or(purchase_date > window_end) AS is_back
  FROM purchase_day
  GROUP BY outcome, window_name, customer_id
),

known AS (
  SELECT outcome, window_name, customer_id, s.was_active, s.is_active, b.last_date, b.is_back,
    coalesce(b.purchases, 0) AS purchases, s.plan,
    if(outcome = 'repeat_purchase', b.first_date, s.first_date) AS first_date
  FROM subscribed s
  FULL JOIN bought b USING (outcome, window_name, customer_id)
)

SELECT /*+ broadcast(p) */
  k.outcome,
  k.window_name,
  p.window_start,
  p.window_end,
  p.draw_every,
  k.customer_id,
  if(k.outcome = 'repeat_purchase', k.is_back, NOT k.is_active) AS has_outcome,
  ln(1D + datediff(p.window_end, k.first_date)) AS tenure,
  ln(1D + k.purchases) AS orders,
  coalesce(k.plan, d.plan, 'unknown') AS plan,
  coalesce(d.country, 'unknown') AS country,
  coalesce(d.region, 'unknown') AS region,
  coalesce(d.industry, 'unknown') AS industry,
  coalesce(d.acquisition_channel, 'unknown') AS acquisition_channel
FROM known k
JOIN span p ON p.outcome = k.outcome AND p.window_name = k.window_name
LEFT JOIN gold.dim_customer d
  ON d.customer_id = k.customer_id AND p.window_end >= d.valid_from AND coalesce(p.window_end < d.valid_to, true)
WHERE if(k.outcome = 'repeat_purchase', date_add(k.last_date, :inactive_after_days) > p.window_end, k.was_active)
