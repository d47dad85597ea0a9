-- The windows that end so long before the last month end that their outcomes are decided by then, and
-- which customers are drawn: all, or every second, fourth, eighth … where they are more than 100,000.
-- Grain: one row per outcome and window.
WITH horizon AS (
  SELECT *, if(outcome = 'repeat_purchase', :inactive_after_days, days) AS horizon_days
  FROM decided
  CROSS JOIN VALUES
    ('subscription_churn', '28d', 28), ('subscription_churn', '90d', 90),
    ('repeat_purchase', '28d', 28), ('repeat_purchase', '90d', 90) w(outcome, window_name, days)
)

SELECT
  outcome,
  window_name,
  date_sub(decided_on, horizon_days + days - 1) AS window_start,
  date_sub(decided_on, horizon_days) AS window_end,
  decided_on,
  coalesce((
    SELECT CAST(pow(2, greatest(0, ceil(log2(max(customers) / 1e5D)))) AS BIGINT)
    FROM (SELECT count(*) AS customers FROM gold.fct_customer_tenure GROUP BY basis)), 1) AS draw_every
FROM horizon
WHERE if(outcome = 'repeat_purchase', :churn_on_orders,
  :churn_on_subscriptions AND date_sub(decided_on, horizon_days) >= coalesce(:churn_first_month, DATE'0001-01-01'))
