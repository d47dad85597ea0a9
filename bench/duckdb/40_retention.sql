-- Who was active when: movements of recurring revenue, churn by month, cohorts.
-- Rules: docs/decisions/revenue.md.
CREATE TABLE fct_purchase_day AS
WITH line AS (SELECT * FROM fct_order WHERE customer_id IS NOT NULL),

sale AS (SELECT * FROM line WHERE NOT is_refund),

refund AS (
  SELECT r.*, s.order_id AS sale_id
  FROM line r LEFT JOIN sale s ON s.customer_id = r.customer_id AND s.order_id = r.refund_of
  WHERE r.is_refund
),

refunded AS (
  SELECT sale_id, sum(amount) AS amount, sum(amount_reporting) AS reporting, min(currency) AS currency, count(DISTINCT currency) AS currencies
  FROM refund WHERE sale_id IS NOT NULL GROUP BY sale_id
),

net AS (
  SELECT s.customer_id, s.order_date, s.amount_reporting, s.amount_reporting + coalesce(r.reporting, 0) AS net_amount,
    CASE WHEN r.sale_id IS NULL THEN s.amount >= 0
      WHEN r.currencies = 1 AND r.currency = s.currency THEN s.amount + r.amount > 0
      ELSE s.amount_reporting + r.reporting > 0 END AS is_kept
  FROM sale s LEFT JOIN refunded r ON r.sale_id = s.order_id
),

entry AS (
  SELECT customer_id, order_date, 1 AS sales, CAST(is_kept AS INT) AS kept, CASE WHEN is_kept THEN net_amount ELSE 0 END AS kept_amount,
    CAST(0 AS DECIMAL(18,4)) AS loose, net_amount, amount_reporting AS booked
  FROM net
  UNION ALL
  SELECT customer_id, order_date, 0, 0, 0, CASE WHEN sale_id IS NULL THEN amount_reporting ELSE 0 END,
    CASE WHEN sale_id IS NULL THEN amount_reporting ELSE 0 END, amount_reporting
  FROM refund
)

SELECT customer_id, order_date AS purchase_date,
  sum(kept) > 0 AND NOT (sum(kept_amount) > 0 AND sum(kept_amount) + sum(loose) <= 0) AS is_purchase,
  sum(sales) AS sales, sum(kept) AS sales_kept, sum(net_amount) AS net_amount, sum(booked) AS booked_amount
FROM entry
GROUP BY customer_id, order_date;

CREATE TEMP TABLE active AS
WITH stretch AS (
  SELECT customer_id, purchase_date, sum(CASE WHEN purchase_date <= previous + 90 THEN 0 ELSE 1 END) OVER w AS n
  FROM (
    SELECT *, lag(purchase_date) OVER (PARTITION BY customer_id ORDER BY purchase_date) AS previous
    FROM fct_purchase_day WHERE is_purchase)
  WINDOW w AS (PARTITION BY customer_id ORDER BY purchase_date)
)

SELECT customer_id, 'orders' AS basis, min(purchase_date) AS start_date, max(purchase_date) + 90 AS end_date,
  CAST(1 AS DECIMAL(18,4)) AS worth, NULL AS end_reason
FROM stretch
GROUP BY customer_id, n
UNION ALL
SELECT customer_id, 'subscriptions', start_date, end_date, mrr, end_reason
FROM fct_subscription
WHERE mrr > 0 AND start_date <= getvariable('as_of') AND (end_date IS NULL OR end_date > start_date);

CREATE TEMP TABLE customer_month AS
WITH held AS (
  SELECT customer_id, basis, worth, unnest(range(month_of(start_date), stop, INTERVAL 1 MONTH)) AS month
  FROM (
    SELECT *, CASE WHEN end_date <= getvariable('as_of') THEN month_of(end_date) ELSE month_of(getvariable('as_of')) + INTERVAL 1 MONTH END AS stop
    FROM active)
),

entry AS (
  SELECT customer_id, basis, CAST(month AS DATE) AS month, 0 AS before, worth AS after, 0 AS year_before, false AS began, NULL AS ended FROM held
  UNION ALL
  SELECT customer_id, basis, CAST(month + INTERVAL 1 MONTH AS DATE), worth, 0, 0, false, NULL FROM held
  UNION ALL
  SELECT customer_id, basis, CAST(month + INTERVAL 12 MONTH AS DATE), 0, 0, worth, false, NULL FROM held WHERE basis = 'subscriptions'
  UNION ALL
  SELECT customer_id, basis, month_of(start_date), 0, 0, 0, true, NULL FROM active
  UNION ALL
  SELECT customer_id, basis, month_of(end_date), 0, 0, 0, false,
    {'on': end_date, 'kind': CASE end_reason WHEN 'involuntary' THEN 2 WHEN 'voluntary' THEN 1 ELSE 0 END}
  FROM active WHERE end_date <= getvariable('as_of')
),

state AS (
  SELECT customer_id, basis, month, sum(before) AS before, sum(after) AS after, sum(year_before) AS year_before, bool_or(began) AS began,
    max(ended)['kind'] AS kind
  FROM entry
  WHERE month <= getvariable('as_of')
  GROUP BY ALL
),

first AS (SELECT customer_id, basis, min(start_date) AS first_date, month_of(min(start_date)) AS first_month FROM active GROUP BY ALL),

moved AS (
SELECT s.*, CASE WHEN first_month = month THEN first_date ELSE month END AS start_on,
  CASE WHEN before > 0 AND after = 0 THEN 'churn' WHEN before > 0 AND after > before THEN 'expansion' WHEN after < before THEN 'contraction'
    WHEN before > 0 THEN 'retained' WHEN after > 0 AND first_month = month THEN 'new' WHEN after > 0 THEN 'reactivation'
    WHEN began THEN 'won_and_lost' END AS movement
FROM state s JOIN first USING (customer_id, basis)
WHERE before > 0 OR after > 0 OR year_before > 0 OR began
),

dated AS (
  SELECT *, CASE WHEN month + INTERVAL 1 MONTH <= getvariable('as_of') THEN CAST(month + INTERVAL 1 MONTH AS DATE) ELSE start_on END AS after_on FROM moved
)

SELECT d.*, s.segment, e.segment AS segment_after
FROM dated d
ASOF LEFT JOIN dim_period s ON s.customer_id = d.customer_id AND s.match_from <= d.start_on
ASOF LEFT JOIN dim_period e ON e.customer_id = d.customer_id AND e.match_from <= d.after_on;

CREATE TABLE fct_mrr_movement AS
SELECT customer_id, month, movement, before AS mrr_before, after AS mrr_after, after - before AS mrr_change,
  CASE WHEN movement = 'churn' THEN CASE kind WHEN 2 THEN 'involuntary' WHEN 1 THEN 'voluntary' END END AS churn_kind,
  segment.country, segment.region, segment.industry, segment.plan, segment.acquisition_channel
FROM customer_month
WHERE basis = 'subscriptions' AND (before > 0 OR after > 0);

CREATE TABLE kpi_churn_monthly AS
WITH cut AS (
  SELECT month, basis, movement, kind, before, after, year_before, c.name, coalesce(c.value, 'unknown') AS value,
    coalesce(c.value_after, 'unknown') AS value_after, coalesce(c.value, 'unknown') <> coalesce(c.value_after, 'unknown') AS is_move
  FROM (
    SELECT *, unnest([
      {'name': 'all', 'value': 'all', 'value_after': 'all'},
      {'name': 'country', 'value': segment.country, 'value_after': segment_after.country},
      {'name': 'region', 'value': segment.region, 'value_after': segment_after.region},
      {'name': 'industry', 'value': segment.industry, 'value_after': segment_after.industry},
      {'name': 'plan', 'value': segment.plan, 'value_after': segment_after.plan},
      {'name': 'acquisition_channel', 'value': segment.acquisition_channel, 'value_after': segment_after.acquisition_channel}]) AS c
    FROM customer_month)
),

-- what happens counts where the customer was at the start of the month, what stands at its end where she is next
at_start AS (
  SELECT month, basis, name, value,
    count_if(before > 0) AS customers_start, count_if(movement = 'new') AS customers_new, count_if(movement = 'reactivation') AS customers_reactivated,
    count_if(movement = 'churn') AS customers_churned, count_if(movement = 'churn' AND kind = 1 AND basis = 'subscriptions') AS churned_voluntary,
    count_if(movement = 'churn' AND kind = 2) AS churned_involuntary, count_if(movement = 'won_and_lost') AS customers_won_and_lost,
    count_if(after > 0 AND is_move) AS customers_segment_out,
    sum(before) AS mrr_start, coalesce(sum(after) FILTER (movement = 'new'), 0) AS mrr_new,
    coalesce(sum(after - before) FILTER (movement = 'expansion'), 0) AS mrr_expansion,
    coalesce(sum(before - after) FILTER (movement = 'contraction'), 0) AS mrr_contraction,
    coalesce(sum(before) FILTER (movement = 'churn'), 0) AS mrr_churn,
    coalesce(sum(after) FILTER (movement = 'reactivation'), 0) AS mrr_reactivation, coalesce(sum(after) FILTER (is_move), 0) AS mrr_segment_out,
    count_if(year_before > 0) AS customers_12m_start, sum(year_before) AS mrr_12m_start, coalesce(sum(after) FILTER (year_before > 0), 0) AS mrr_12m_end, sum(least(year_before, after)) AS mrr_12m_kept
  FROM cut
  GROUP BY ALL
),

at_end AS (
  SELECT month, basis, name, value_after AS value, count(*) AS customers_end, count_if(is_move) AS customers_segment_in,
    sum(after) AS mrr_end, coalesce(sum(after) FILTER (is_move), 0) AS mrr_segment_in
  FROM cut
  WHERE after > 0
  GROUP BY ALL
),

summed AS (
  SELECT month, basis, name AS segment_name, value AS segment_value, coalesce(COLUMNS(c -> c LIKE 'customers_%' OR c LIKE 'churned_%'), 0),
    CASE WHEN basis = 'subscriptions' THEN coalesce(COLUMNS('mrr_.*'), 0) END
  FROM at_start FULL JOIN at_end USING (month, basis, name, value)
)

-- of customers who left, and none of whom says why, nobody knows how many wanted to
SELECT * REPLACE (
    CASE WHEN customers_churned = 0 OR churned_voluntary + churned_involuntary > 0 THEN churned_voluntary END AS churned_voluntary,
    CASE WHEN customers_churned = 0 OR churned_voluntary + churned_involuntary > 0 THEN churned_involuntary END AS churned_involuntary,
    CASE WHEN basis = 'subscriptions' THEN customers_12m_start END AS customers_12m_start),
  customers_churned / nullif(customers_start, 0) AS churn_rate, 1 - customers_churned / nullif(customers_start, 0) AS retention_rate,
  (mrr_start - mrr_contraction - mrr_churn) / nullif(mrr_start, 0) AS gross_revenue_retention,
  (mrr_start + mrr_expansion - mrr_contraction - mrr_churn) / nullif(mrr_start, 0) AS net_revenue_retention,
  mrr_12m_kept / nullif(mrr_12m_start, 0) AS grr_12m, mrr_12m_end / nullif(mrr_12m_start, 0) AS nrr_12m,
  (mrr_new + mrr_expansion + mrr_reactivation) / nullif(mrr_contraction + mrr_churn, 0) AS quick_ratio,
  last_day(month) <= getvariable('as_of') AS is_complete
FROM summed;

CREATE TABLE kpi_cohort_retention AS
WITH grain AS (SELECT unnest(['month', 'week']) AS grain),

bought AS (
  SELECT p.*, min(purchase_date) FILTER (is_purchase) OVER (PARTITION BY customer_id) AS first_date FROM fct_purchase_day p
),

subscribed AS (
  SELECT *, CASE WHEN end_date <= getvariable('as_of') THEN end_date END AS ended_on, min(start_date) OVER (PARTITION BY customer_id) AS first_date
  FROM active
  WHERE basis = 'subscriptions'
),

-- one row per customer and period with activity or money
touched AS (
  SELECT 'orders' AS basis, grain, customer_id, date_trunc(grain, first_date) AS cohort,
    date_diff(grain, date_trunc(grain, first_date), date_trunc(grain, greatest(purchase_date, first_date))) AS k,
    bool_or(is_purchase) AS is_active, sum(booked_amount) AS revenue
  FROM bought CROSS JOIN grain
  WHERE first_date IS NOT NULL
  GROUP BY ALL
  UNION ALL
  SELECT 'subscriptions', grain, customer_id, cohort, k, true, sum(CASE WHEN ended_k IS NULL OR k < ended_k THEN worth ELSE 0 END)
  FROM (
    SELECT grain, customer_id, date_trunc(grain, first_date) AS cohort, worth, date_diff(grain, date_trunc(grain, first_date), date_trunc(grain, ended_on)) AS ended_k,
      unnest(range(date_diff(grain, date_trunc(grain, first_date), date_trunc(grain, start_date)),
        1 + date_diff(grain, date_trunc(grain, first_date), date_trunc(grain, coalesce(ended_on - 1, getvariable('as_of')))))) AS k
    FROM subscribed CROSS JOIN grain)
  GROUP BY ALL
),

-- a cohort keeps the segments of its first day
member AS (
  SELECT f.basis, f.customer_id, [{'name': 'all', 'value': 'all'}, {'name': 'country', 'value': s.segment.country}, {'name': 'region', 'value': s.segment.region},
    {'name': 'industry', 'value': s.segment.industry}, {'name': 'plan', 'value': s.segment.plan},
    {'name': 'acquisition_channel', 'value': s.segment.acquisition_channel}] AS cuts
  FROM (
    SELECT DISTINCT 'orders' AS basis, customer_id, first_date FROM bought WHERE first_date IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'subscriptions', customer_id, first_date FROM subscribed) f
  ASOF LEFT JOIN dim_period s ON s.customer_id = f.customer_id AND s.match_from <= f.first_date
),

cut AS (
  SELECT basis, grain, cohort, k, is_active, k = last_k AS is_last, revenue,
    unnest(CASE grain WHEN 'week' THEN cuts[1:1] ELSE cuts END) AS c
  FROM (SELECT *, max(k) FILTER (is_active) OVER (PARTITION BY basis, grain, customer_id) AS last_k FROM touched)
  JOIN member USING (basis, customer_id)
),

summed AS (
  SELECT basis, grain, cohort, c.name AS segment_name, coalesce(c.value, 'unknown') AS segment_value, k,
    count_if(is_active) AS active, count_if(is_active AND is_last) AS gone, sum(revenue) AS revenue
  FROM cut
  GROUP BY ALL
),

period AS (
  SELECT basis, grain, cohort, segment_name, segment_value, unnest(range(0, 1 + date_diff(grain, cohort, date_trunc(grain, getvariable('as_of'))))) AS k
  FROM summed WHERE k = 0
),

filled AS (
  SELECT p.*, coalesce(active, 0) AS active, coalesce(revenue, 0) AS revenue,
    first_value(active) OVER w AS size,
    sum(coalesce(gone, 0)) OVER (w ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS later,
    sum(coalesce(revenue, 0)) OVER w AS so_far
  FROM period p LEFT JOIN summed s USING (basis, grain, cohort, segment_name, segment_value, k)
  WINDOW w AS (PARTITION BY basis, grain, cohort, segment_name, segment_value ORDER BY k)
)

SELECT grain, CAST(cohort AS DATE) AS cohort_start, k AS period, basis, segment_name, segment_value,
  size AS cohort_size, active AS active_customers, later AS unbounded_customers, size - later AS churned_customers,
  active / size AS retention_rate, later / size AS unbounded_rate, revenue,
  CASE WHEN basis = 'orders' OR grain = 'month' THEN so_far / size END AS cumulative_revenue_per_customer,
  CAST(CASE grain WHEN 'month' THEN cohort + to_months(CAST(k + 1 AS INT)) ELSE cohort + to_days(CAST(7 * (k + 1) AS INT)) END AS DATE) <= getvariable('as_of') + 1
    AS is_complete
FROM filled;
