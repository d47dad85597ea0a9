-- First stay of each customer.
-- Grain: one row per customer and basis.
-- A stay ends with the first gap that lasts over the end of a month: a shorter one is no churn in
-- gold.kpi_churn_monthly either.
-- Rule: docs/decisions/revenue.md (survival).
WITH active AS (
  SELECT customer_id, 'orders' AS basis, purchase_date AS start_date,
    date_add(purchase_date, :inactive_after_days) AS end_date, '' AS id,
    struct(country, region, industry, plan, acquisition_channel) AS segment
  FROM gold.fct_purchase_day
  WHERE is_purchase
  UNION ALL
  SELECT customer_id, 'subscriptions', start_date, end_date, subscription_id,
    struct(country, region, industry, plan, acquisition_channel)
  FROM gold.fct_subscription
  WHERE mrr > 0 AND start_date <= :as_of AND (end_date IS NULL OR end_date > start_date)
),

covered AS (
  SELECT *,
    max(coalesce(end_date, DATE'9999-12-31')) OVER (PARTITION BY customer_id, basis ORDER BY start_date, id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until
  FROM active
),

stay AS (
  SELECT *,
    count_if(start_date > covered_until AND trunc(start_date, 'MM') > trunc(covered_until, 'MM'))
      OVER (PARTITION BY customer_id, basis ORDER BY start_date, id ROWS UNBOUNDED PRECEDING) AS absences
  FROM covered
)

SELECT
  customer_id,
  basis,
  start_date,
  trunc(start_date, 'MM') AS start_month,
  nullif(last_date, DATE'9999-12-31') AS end_date,
  segment.country,
  segment.region,
  segment.industry,
  segment.plan,
  segment.acquisition_channel
FROM (
  SELECT customer_id, basis,
    min(start_date) AS start_date,
    max(coalesce(end_date, DATE'9999-12-31')) AS last_date,
    min_by(segment, struct(start_date, id)) AS segment
  FROM stay
  WHERE absences = 0
  GROUP BY customer_id, basis)
