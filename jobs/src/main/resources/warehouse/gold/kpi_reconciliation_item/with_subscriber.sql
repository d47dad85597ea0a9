-- Which customers count as lost, and of how many, in whole months: Stripe over the 30 days up to the
-- month's end and of new subscribers too, ChartMogul also who came back within the month, and not who
-- went on for free.
-- Grain: one row per customer, system, month and side.
WITH covered AS (
  SELECT 'stripe_billing' AS system, customer_id, start_date, end_date, false AS is_free
  FROM period
  WHERE mrr > 0
  UNION ALL
  SELECT 'chartmogul', customer_id, greatest(start_date, first_paid_date), end_date, mrr = 0
  FROM period
  WHERE end_date > first_paid_date
),

numbered AS (
  SELECT *, count_if(coalesce(start_date > covered_until, true)) OVER (PARTITION BY system, customer_id ORDER BY start_date, end_date) AS stay
  FROM (
    SELECT *, max(end_date) OVER (PARTITION BY system, customer_id ORDER BY start_date, end_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AS covered_until
    FROM covered)
),

stay AS (
  SELECT system, customer_id, min(start_date) AS start_date, max(end_date) AS end_date, bool_or(is_free) AS is_free
  FROM numbered
  GROUP BY system, customer_id, stay
),

-- elsewhere both sides count the same; a free stretch is one of its own
candidate AS (
  SELECT DISTINCT system, customer_id, month
  FROM stay
  LATERAL VIEW explode(if(
    is_free,
    sequence(CAST(trunc(start_date, 'MM') AS DATE), least(CAST(add_months(trunc(end_date, 'MM'), 1) AS DATE), CAST(trunc(:as_of, 'MM') AS DATE)), INTERVAL 1 MONTH),
    array(CAST(trunc(start_date, 'MM') AS DATE), CAST(add_months(trunc(start_date, 'MM'), 1) AS DATE),
      CAST(trunc(end_date, 'MM') AS DATE), CAST(add_months(trunc(end_date, 'MM'), 1) AS DATE)))) m AS month
  WHERE month < trunc(date_add(:as_of, 1), 'MM') AND coalesce(month >= :churn_first_month, true)
),

counted AS (
  SELECT
    c.system, c.customer_id, c.month,
    CASE c.system
      WHEN 'stripe_billing' THEN
        bool_or(s.start_date <= date_sub(last_day(c.month), 30) AND s.end_date > date_sub(last_day(c.month), 30))
        OR min(s.start_date) BETWEEN date_sub(last_day(c.month), 29) AND last_day(c.month)
      ELSE bool_or(s.start_date < c.month AND s.end_date >= c.month)
    END AS is_there,
    min(s.start_date) BETWEEN date_sub(last_day(c.month), 29) AND last_day(c.month) AS is_new,
    CASE c.system
      WHEN 'stripe_billing' THEN count_if(s.end_date BETWEEN date_sub(last_day(c.month), 29) AND last_day(c.month))
      ELSE count_if(s.start_date < c.month AND s.end_date BETWEEN c.month AND last_day(c.month))
    END AS lost,
    bool_or(s.start_date <= last_day(c.month) AND s.end_date > last_day(c.month)) AS is_there_after,
    bool_or(s.is_free AND s.start_date <= last_day(c.month) AND s.end_date >= c.month) AS is_free
  FROM candidate c
  JOIN stay s ON s.system = c.system AND s.customer_id = c.customer_id
  GROUP BY c.system, c.customer_id, c.month
)

SELECT
  c.system, 'churn_rate' AS measure, c.customer_id AS id, c.month, v.is_ours,
  CAST(if(v.is_ours, if(m.movement = 'churn', 1, 0), c.lost) AS DECIMAL(28, 8)) AS numerator,
  if(if(v.is_ours, m.is_active_start, c.is_there), 1, 0) AS denominator,
  CASE
    WHEN c.is_free THEN 'free_plan'
    WHEN c.lost > 0 AND c.is_there_after THEN 'left_and_came_back'
    WHEN c.system = 'stripe_billing' AND c.is_new THEN 'new_customer'
    WHEN c.system = 'stripe_billing' THEN 'last_30_days'
    ELSE 'left_and_came_back'
  END AS reason
FROM counted c
LEFT JOIN gold.fct_customer_month m ON m.customer_id = c.customer_id AND m.month = c.month AND m.basis = 'subscriptions'
LATERAL VIEW explode(array(false, true)) v AS is_ours
WHERE if(v.is_ours, coalesce(m.is_active_start, false), c.is_there OR c.lost > 0)
