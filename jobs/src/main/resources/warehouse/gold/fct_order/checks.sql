-- fail refund_sign: refunds lower revenue
SELECT * FROM candidate WHERE is_refund AND (amount > 0 OR amount_reporting > 0);

-- fail future_order: no order counts before its own date
SELECT * FROM candidate WHERE ordered_at >= :as_of_end;

-- fail valued: every order has a value in the reporting currency
SELECT * FROM candidate WHERE amount_reporting IS NULL OR fx_rate IS NULL OR fx_rate <= 0;

-- warn before_its_order: lines that were delivered, or promised, before the day of their order are in no on_time_rate
SELECT order_id, order_date, promised_at, delivered_at FROM candidate
WHERE NOT is_refund AND business_date(least(promised_at, delivered_at), :timezone) < order_date;

-- warn unknown_sale: refunds that name a sale which was never delivered net on their own date
SELECT r.* FROM candidate r LEFT ANTI JOIN after s ON s.order_number = r.refund_of
WHERE r.refund_of IS NOT NULL;

-- warn customer_unknown: More of a source's new orders than identity.max-unresolved-share name a customer that no source delivered
SELECT source, count(*) AS orders, count(customer_id) AS known FROM candidate
WHERE customer_source_key IS NOT NULL
GROUP BY source
HAVING count(*) >= 20 AND count(customer_id) < count(*) * (1 - :max_unresolved_share);

-- warn customer_unknown_jump: More of a source's new orders than of those of the three months before name a customer that no source delivered
WITH new AS (
  SELECT source, count(*) AS n, count_if(customer_id IS NULL) AS unresolved FROM candidate
  WHERE customer_source_key IS NOT NULL GROUP BY source
),

former AS (
  SELECT source, count(*) AS former_n, count_if(customer_id IS NULL) AS former_unresolved
  FROM after LEFT ANTI JOIN candidate USING (order_id)
  WHERE customer_source_key IS NOT NULL AND order_month >= add_months(trunc(:as_of, 'MM'), -3) GROUP BY source
)

SELECT * FROM new JOIN former USING (source)
WHERE n >= 20 AND former_n >= 100 AND wilson_low(unresolved, n) > former_unresolved / former_n + 0.05
