-- Purchase days of known customers, in parts by the date from which each part is known; summed up to
-- today they are gold.fct_purchase_day.
-- Grain: one row per customer, purchase date and effective date.
-- Rule: docs/decisions/clv.md (purchase events).
WITH line AS (SELECT * FROM gold.fct_order WHERE customer_id IS NOT NULL),

-- a sale is an order of a customer on a date, whatever its lines
sale AS (
  SELECT *, if(currency IS NULL, amount_reporting, amount) >= 0 AS is_kept
  FROM (
    SELECT customer_id, order_number, order_date,
      sum(amount) AS amount, sum(amount_reporting) AS amount_reporting,
      if(min(currency) = max(currency), min(currency), NULL) AS currency,
      row_number() OVER (PARTITION BY customer_id, order_number ORDER BY order_date) = 1 AS is_first
    FROM line
    WHERE NOT is_refund
    GROUP BY customer_id, order_number, order_date)
),

refund AS (
  SELECT
    r.customer_id, s.order_number AS sale_id, coalesce(s.order_date, r.order_date) AS purchase_date,
    -- A refund dated before its sale has nothing to undo until the sale is there.
    greatest(s.order_date, r.order_date) AS effective_date,
    r.currency, r.amount, r.amount_reporting
  FROM line r
  LEFT JOIN sale s ON s.customer_id = r.customer_id AND s.order_number = r.refund_of AND s.is_first
  WHERE r.is_refund
),

refunded AS (
  SELECT
    customer_id, sale_id, effective_date,
    sum(amount) AS amount, sum(amount_reporting) AS amount_reporting,
    min(currency) AS first_currency, max(currency) AS last_currency
  FROM refund
  WHERE sale_id IS NOT NULL
  GROUP BY customer_id, sale_id, effective_date
),

-- each sale after each date on which something of it came back
after_refund AS (
  SELECT
    s.customer_id, s.order_number, s.order_date, r.effective_date,
    s.is_kept AS was_kept_at_first,
    r.amount_reporting AS change,
    s.amount_reporting + sum(r.amount_reporting) OVER so_far AS net,
    -- in one currency the amounts decide, so that a rate that moved leaves no false rest
    CASE
      WHEN min(r.first_currency) OVER so_far = s.currency AND max(r.last_currency) OVER so_far = s.currency
      THEN s.amount + sum(r.amount) OVER so_far > 0
      ELSE s.amount_reporting + sum(r.amount_reporting) OVER so_far > 0
    END AS is_kept
  FROM sale s
  JOIN refunded r ON r.customer_id = s.customer_id AND r.sale_id = s.order_number AND s.is_first
  WINDOW so_far AS (PARTITION BY s.customer_id, s.order_number ORDER BY r.effective_date)
),

before_and_after AS (
  SELECT
    *,
    net - change AS net_before,
    coalesce(lag(is_kept) OVER (PARTITION BY customer_id, order_number ORDER BY effective_date), was_kept_at_first)
      AS was_kept
  FROM after_refund
),

part AS (
  SELECT
    customer_id, order_date AS purchase_date, order_date AS effective_date, 1 AS sales, CAST(is_kept AS INT) AS sales_kept,
    if(is_kept, amount_reporting, 0) AS kept_value, 0 AS loose_refund_value, amount_reporting AS net_value
  FROM sale
  UNION ALL
  SELECT
    customer_id, order_date, effective_date, 0, CAST(is_kept AS INT) - CAST(was_kept AS INT),
    if(is_kept, net, 0) - if(was_kept, net_before, 0), 0, change
  FROM before_and_after
  UNION ALL
  SELECT customer_id, purchase_date, effective_date, 0, 0, 0, amount_reporting, amount_reporting
  FROM refund
  WHERE sale_id IS NULL
)

SELECT
  customer_id,
  purchase_date,
  effective_date,
  trunc(purchase_date, 'MM') AS purchase_month,
  sum(sales) AS sales,
  sum(sales_kept) AS sales_kept,
  CAST(sum(kept_value) AS DECIMAL(28,4)) AS kept_value,
  CAST(sum(loose_refund_value) AS DECIMAL(28,4)) AS loose_refund_value,
  CAST(sum(net_value) AS DECIMAL(28,4)) AS net_value
FROM part
GROUP BY customer_id, purchase_date, effective_date
