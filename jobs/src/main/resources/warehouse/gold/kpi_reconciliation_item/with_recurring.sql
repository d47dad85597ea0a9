-- Recurring revenue of whole months: what is paid in other currencies at the rates that Stripe (of the
-- month's end) and ChartMogul (of the service period's first day) take, and ChartMogul's net loss, which
-- who comes back makes good, and in which a first month may lose and gain already.
-- Grain: one row per customer, system, measure, month and side.
WITH month AS (
  SELECT p.*, m.month, CAST(months_between(m.month, trunc(start_date, 'MM')) AS INT) AS months
  FROM period p
  LATERAL VIEW explode(sequence(
    CAST(trunc(start_date, 'MM') AS DATE), CAST(trunc(:as_of, 'MM') AS DATE), INTERVAL 1 MONTH)) m AS month
  WHERE currency <> :reporting_currency AND mrr > 0 AND end_date > last_day(m.month) AND last_day(m.month) <= :as_of
),

held AS (
  SELECT m.*, s.system,
    if(s.system = 'stripe_billing', last_day(month), CASE billing_interval
      WHEN 'month' THEN add_months(start_date, months - months % interval_count)
      WHEN 'year' THEN add_months(start_date, months - months % (12 * interval_count))
      WHEN 'week' THEN date_sub(last_day(month), datediff(last_day(month), start_date) % (7 * interval_count))
      WHEN 'day' THEN date_sub(last_day(month), datediff(last_day(month), start_date) % interval_count)
    END) AS rate_on
  FROM month m
  LATERAL VIEW explode(array('stripe_billing', 'chartmogul')) s AS system
),

rate AS (
  SELECT d.currency, d.rate_on, max_by(r.rate, struct(r.rate_date, r.fx_rate_id)) AS rate
  FROM (SELECT DISTINCT currency, rate_on FROM held) d
  JOIN silver.fx_rate r ON r.currency = d.currency AND r.rate_date <= d.rate_on
  GROUP BY d.currency, d.rate_on
),

revalued AS (
  SELECT h.system, h.customer_id, h.month,
    sum(CAST(round(CASE h.billing_interval
      WHEN 'month' THEN h.amount * r.rate / h.interval_count
      WHEN 'year' THEN h.amount * r.rate / (12 * h.interval_count)
      WHEN 'week' THEN h.amount * r.rate * 52 / (12 * h.interval_count)
      WHEN 'day' THEN h.amount * r.rate * 365 / (12 * h.interval_count)
    END, 4) AS DECIMAL(18, 4)) - h.mrr) AS more
  FROM held h
  JOIN rate r ON r.currency = h.currency AND r.rate_on = h.rate_on
  GROUP BY h.system, h.customer_id, h.month
),

begun AS (
  SELECT customer_id, first_paid_date, sum(mrr) AS mrr
  FROM period
  WHERE mrr > 0 AND start_date = first_paid_date
  GROUP BY customer_id, first_paid_date
)

SELECT r.system, 'mrr' AS measure, m.customer_id AS id, m.month, v.is_ours,
  CAST(m.mrr_after + if(v.is_ours, 0, r.more) AS DECIMAL(28, 8)) AS numerator, CAST(NULL AS INT) AS denominator, 'exchange_rate' AS reason
FROM revalued r
JOIN gold.fct_customer_month m ON m.customer_id = r.customer_id AND m.month = r.month AND m.basis = 'subscriptions'
LATERAL VIEW explode(array(false, true)) v AS is_ours
UNION ALL
SELECT 'chartmogul', 'net_mrr_churn_rate', m.customer_id, m.month, v.is_ours,
  CAST(CASE
    WHEN NOT v.is_ours THEN m.mrr_before - m.mrr_after + if(trunc(b.first_paid_date, 'MM') = m.month, b.mrr, 0)
    WHEN m.movement = 'reactivation' AND :nrr_includes_reactivation THEN -m.mrr_after
    ELSE 0
  END AS DECIMAL(28, 8)), 0, if(m.movement = 'reactivation', 'reactivation', 'first_month')
FROM gold.fct_customer_month m
JOIN begun b ON b.customer_id = m.customer_id
LATERAL VIEW explode(array(false, true)) v AS is_ours
WHERE m.basis = 'subscriptions' AND m.movement IN ('new', 'reactivation', 'won_and_lost') AND last_day(m.month) <= :as_of
