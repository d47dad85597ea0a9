-- Retention of monthly and weekly cohorts.
-- Grain: one row per grain (month or week), cohort, period, basis and segment.
-- Customers and money enter as changes: + in the first period in which they count, − in the one after
-- the last; running sums over the periods give the values.
-- Rules: docs/decisions/revenue.md.
WITH subscribed AS (  -- up to as_of; what ends later is still running
  SELECT s.customer_id, s.subscription_id, s.start_date, s.mrr, g.grain,
    if(s.end_date <= :as_of, s.end_date, NULL) AS ended_on,
    date(date_trunc(g.grain, min(s.start_date) OVER (PARTITION BY s.customer_id, g.grain))) AS cohort_start,
    first_value(struct(s.country, s.region, s.industry, s.plan, s.acquisition_channel))
      OVER (PARTITION BY s.customer_id, g.grain ORDER BY s.start_date, s.subscription_id) AS segment
  FROM gold.fct_subscription s
  CROSS JOIN (VALUES ('month'), ('week')) g(grain)
  WHERE s.mrr > 0 AND s.start_date <= :as_of AND (s.end_date IS NULL OR s.end_date > s.start_date)
    AND :churn_on_subscriptions
),

numbered AS (
  SELECT *,
    CAST(if(grain = 'month', months_between(trunc(start_date, 'MM'), cohort_start),
      datediff(start_date, cohort_start) DIV 7) AS INT) AS first_k,
    CAST(if(grain = 'month', months_between(trunc(last_date, 'MM'), cohort_start),
      datediff(last_date, cohort_start) DIV 7) AS INT) AS last_k,
    CAST(if(grain = 'month', months_between(trunc(ended_on, 'MM'), cohort_start),
      datediff(ended_on, cohort_start) DIV 7) AS INT) AS ended_k
  FROM (SELECT *, coalesce(date_sub(ended_on, 1), :as_of) AS last_date FROM subscribed)
),

stretch AS (  -- of overlapping subscriptions only the periods that no earlier one covered
  SELECT *, greatest(first_k, covered_k + 1) AS fresh_k, CAST(last_k > covered_k AS INT) AS is_fresh
  FROM (
    SELECT *,
      coalesce(max(last_k) OVER (PARTITION BY customer_id, grain ORDER BY start_date, subscription_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS covered_k,
      CAST(row_number() OVER (PARTITION BY customer_id, grain
        ORDER BY start_date, subscription_id) = 1 AS INT) AS is_first,
      CAST(row_number() OVER (PARTITION BY customer_id, grain
        ORDER BY last_k DESC, start_date, subscription_id) = 1 AS INT) AS is_last
    FROM numbered)
),

bought AS (
  SELECT grain, cohort_start, struct(country, region, industry, plan, acquisition_channel) AS segment,
    CAST(if(grain = 'month', months_between(period_start, cohort_start),
      datediff(period_start, cohort_start) DIV 7) AS INT) AS k,
    count_if(is_first) AS is_first, count_if(is_last) AS is_last, count_if(is_active) AS is_active,
    sum(revenue) AS revenue
  FROM gold.fct_purchase_period
  WHERE :churn_on_orders
  GROUP BY grain, cohort_start, period_start, country, region, industry, plan, acquisition_channel
),

change AS (
  SELECT 'subscriptions' AS basis, grain, cohort_start, segment, e.*
  FROM stretch LATERAL VIEW stack(6,
    0, is_first, NULL, NULL, NULL,
    last_k, NULL, is_last, NULL, NULL,
    fresh_k, NULL, NULL, is_fresh, NULL,
    last_k + 1, NULL, NULL, -is_fresh, NULL,
    first_k, NULL, NULL, NULL, mrr,
    ended_k, NULL, NULL, NULL, -mrr) e AS k, joined, seen_last, active, revenue
  WHERE e.k IS NOT NULL
  UNION ALL
  SELECT 'orders', grain, cohort_start, segment, e.*
  FROM bought LATERAL VIEW stack(2,
    k, is_first, is_last, is_active, revenue,
    k + 1, NULL, NULL, -is_active, -revenue) e AS k, joined, seen_last, active, revenue
),

cohort AS (  -- few rows from here on
  SELECT basis, grain, cohort_start, segment_name, coalesce(value, 'unknown') AS segment_value, k,
    sum(joined) AS joined, sum(seen_last) AS seen_last, sum(active) AS active, sum(revenue) AS revenue,
    CAST(if(grain = 'month', months_between(trunc(:as_of, 'MM'), cohort_start),
      datediff(:as_of, cohort_start) DIV 7) AS INT) AS now_k
  FROM change LATERAL VIEW stack(6, 'all', 'all', 'country', segment.country, 'region', segment.region,
    'industry', segment.industry, 'plan', segment.plan,
    'acquisition_channel', segment.acquisition_channel) v AS segment_name, value
  WHERE segment_name = 'all' OR grain = 'month'
  GROUP BY ALL
),

counted AS (  -- period 0, which every cohort has, lends its row to the periods without a change
  SELECT basis, grain, cohort_start, segment_name, segment_value, period, now_k,
    sum(sum(if(period = k, joined, 0))) OVER so_far AS cohort_size,
    sum(sum(if(period = k, active, 0))) OVER so_far AS active_customers,
    sum(sum(if(period = k, seen_last, 0))) OVER from_now AS unbounded_customers,
    sum(sum(if(period = k, revenue, 0))) OVER so_far AS revenue,
    if(grain = 'month', date_sub(add_months(cohort_start, period + 1), 1),
      date_add(cohort_start, 7 * period + 6)) AS period_end
  FROM cohort LATERAL VIEW explode(if(k = 0, sequence(0, now_k), array(k))) p AS period
  GROUP BY basis, grain, cohort_start, segment_name, segment_value, period, now_k
  WINDOW
    so_far AS (PARTITION BY basis, grain, cohort_start, segment_name, segment_value ORDER BY period),
    from_now AS (PARTITION BY basis, grain, cohort_start, segment_name, segment_value ORDER BY period
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)

SELECT
  grain,
  cohort_start,
  trunc(cohort_start, 'MM') AS cohort_month,
  period,
  basis,
  segment_name,
  segment_value,
  cohort_size,
  active_customers,
  unbounded_customers,
  cohort_size - unbounded_customers AS churned_customers,
  CAST(active_customers AS DOUBLE) / cohort_size AS retention_rate,
  CAST(unbounded_customers AS DOUBLE) / cohort_size AS unbounded_rate,
  CAST(revenue AS DECIMAL(28,4)) AS revenue,
  CASE WHEN basis = 'orders' OR grain = 'month' THEN
    CAST(sum(revenue) OVER (PARTITION BY basis, grain, cohort_start, segment_name, segment_value ORDER BY period) AS DOUBLE)
    / cohort_size END AS cumulative_revenue_per_customer,
  period_end <= :as_of AS is_complete,
  date_add(period_end, :inactive_after_days) <= :as_of AS is_mature
FROM counted
WHERE period <= now_k
