-- The total of on_time_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(CASE WHEN delivered_at <= promised_at THEN 1 ELSE 0 END) AS DOUBLE)
  / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM gold.fct_order
WHERE to_date(from_utc_timestamp(delivered_at, :timezone)) BETWEEN :window_start AND :window_end
  AND NOT is_refund
  AND promised_at IS NOT NULL
  AND to_date(from_utc_timestamp(promised_at, :timezone)) >= order_date
  AND to_date(from_utc_timestamp(delivered_at, :timezone)) >= order_date
