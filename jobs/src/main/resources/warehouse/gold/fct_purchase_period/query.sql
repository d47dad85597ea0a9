-- Purchases by calendar month and ISO week.
-- Grain: one row per customer, grain and period with a purchase or a refund.
-- Segments are those of the first purchase, since a cohort keeps its segment.
WITH first_day AS (
  SELECT customer_id,
    min(purchase_date) AS first_date,
    max(purchase_date) AS last_date,
    min_by(struct(country, region, industry, plan, acquisition_channel), purchase_date) AS segment
  FROM gold.fct_purchase_day
  WHERE is_purchase
  GROUP BY customer_id
),

day AS (
  SELECT f.*, g.grain, p.is_purchase, p.booked_amount,
    date(date_trunc(g.grain, f.first_date)) AS cohort_start,
    date(date_trunc(g.grain, f.last_date)) AS last_start,
    -- money given back before the first purchase lowers period 0, so that no revenue is lost
    date(date_trunc(g.grain, greatest(p.purchase_date, f.first_date))) AS period_start
  FROM gold.fct_purchase_day p
  JOIN first_day f ON f.customer_id = p.customer_id
  CROSS JOIN (VALUES ('month'), ('week')) g(grain)
)

SELECT
  customer_id,
  grain,
  period_start,
  trunc(period_start, 'MM') AS period_month,
  cohort_start,
  bool_or(is_purchase) AS is_active,
  period_start = cohort_start AS is_first,
  period_start = last_start AS is_last,
  CAST(count_if(is_purchase) AS INT) AS purchase_days,
  CAST(sum(booked_amount) AS DECIMAL(28,4)) AS revenue,
  segment.country,
  segment.region,
  segment.industry,
  segment.plan,
  segment.acquisition_channel
FROM day
GROUP BY customer_id, grain, period_start, cohort_start, last_start, segment
