-- Purchase days.
-- Grain: one row per customer and business date with a sale or a refund.
-- Orders of unknown customers take no part.
-- Rules: docs/decisions/revenue.md (refunds).
WITH line AS (SELECT * FROM gold.fct_order WHERE customer_id IS NOT NULL),

-- a sale is an order of a customer on a date, whatever its lines
whole AS (
  SELECT customer_id, order_number, order_date,
    sum(amount_reporting) AS amount_reporting,
    -- what the order was worth with this date
    sum(sum(amount)) OVER dates AS worth,
    sum(sum(amount_reporting)) OVER dates AS worth_reporting,
    if(min(min(currency)) OVER sale = max(max(currency)) OVER sale, min(min(currency)) OVER sale, NULL) AS currency,
    max(country) AS country, max(region) AS region, max(industry) AS industry, max(plan) AS plan,
    max(acquisition_channel) AS acquisition_channel,
    order_date = min(order_date) OVER sale AS is_first,
    order_date = max(order_date) OVER sale AS is_last
  FROM line
  WHERE NOT is_refund
  GROUP BY customer_id, order_number, order_date
  WINDOW sale AS (PARTITION BY customer_id, order_number),
    dates AS (PARTITION BY customer_id, order_number ORDER BY order_date)
),

-- a refund belongs to the sale that it names, if that is the same customer's; else to its own date
refund AS (
  SELECT r.customer_id, r.order_date, r.currency, r.amount, r.amount_reporting,
    s.order_number AS sale_id
  FROM line r
  LEFT JOIN whole s ON s.customer_id = r.customer_id AND s.order_number = r.refund_of AND s.is_first
  WHERE r.is_refund
),

refunded AS (
  SELECT customer_id, sale_id,
    sum(amount) AS amount, sum(amount_reporting) AS amount_reporting,
    min(currency) AS currency, count(DISTINCT currency) AS currencies
  FROM refund
  WHERE sale_id IS NOT NULL
  GROUP BY customer_id, sale_id
),

-- of an order of several dates the first ones are taken back first
sale AS (
  SELECT s.*,
    CASE
      WHEN r.sale_id IS NULL THEN s.amount_reporting
      ELSE if(s.is_last, s.worth_reporting + r.amount_reporting, greatest(s.worth_reporting + r.amount_reporting, 0))
        - if(s.is_first, 0, greatest(s.worth_reporting - s.amount_reporting + r.amount_reporting, 0))
    END AS net_reporting,
    -- in one currency the amounts decide, so that a rate that moved leaves no false rest
    s.amount_reporting >= 0 AND CASE
      WHEN r.sale_id IS NULL THEN true
      WHEN r.currencies = 1 AND r.currency = s.currency THEN s.worth + r.amount > 0
      ELSE s.worth_reporting + r.amount_reporting > 0
    END AS is_kept
  FROM whole s
  LEFT JOIN refunded r ON r.customer_id = s.customer_id AND r.sale_id = s.order_number
),

entry AS (
  SELECT customer_id, order_date, 1 AS sale, CAST(is_kept AS INT) AS kept,
    if(is_kept, net_reporting, 0) AS kept_amount, 0 AS refund_amount, net_reporting AS net_amount,
    amount_reporting AS booked, country, region, industry, plan, acquisition_channel
  FROM sale
  UNION ALL
  SELECT customer_id, order_date, 0, 0, 0, if(sale_id IS NULL, amount_reporting, 0),
    if(sale_id IS NULL, amount_reporting, 0), amount_reporting, NULL, NULL, NULL, NULL, NULL
  FROM refund
)

SELECT
  customer_id,
  order_date AS purchase_date,
  trunc(order_date, 'MM') AS purchase_month,
  sum(kept) > 0 AND NOT (sum(kept_amount) > 0 AND sum(kept_amount) + sum(refund_amount) <= 0) AS is_purchase,
  CAST(sum(sale) AS INT) AS sales,
  CAST(sum(kept) AS INT) AS sales_kept,
  CAST(sum(net_amount) AS DECIMAL(28,4)) AS net_amount,
  CAST(sum(booked) AS DECIMAL(28,4)) AS booked_amount,
  -- one customer on one date: all orders carry the same attributes
  max(country) AS country,
  max(region) AS region,
  max(industry) AS industry,
  max(plan) AS plan,
  max(acquisition_channel) AS acquisition_channel
FROM entry
GROUP BY customer_id, order_date
