-- Kaplan-Meier curves of how long customers stay.
-- Grain: one row per as-of date, basis, segment and day.
-- Who is still there counts up to :as_of: an end on that very day would be known.
-- Rule: docs/decisions/revenue.md (survival).
WITH tenure AS (
  SELECT basis, country, region, industry, plan, acquisition_channel,
    datediff(least(end_date, :as_of), start_date) AS day,
    count_if(end_date <= :as_of) AS events,
    count(*) AS customers
  FROM gold.fct_customer_tenure
  WHERE start_date <= :as_of
    AND ((basis = 'orders' AND :churn_on_orders) OR (basis = 'subscriptions' AND :churn_on_subscriptions))
  GROUP BY ALL
),

-- the curve begins on day 0 with everybody, whether anybody leaves then or not
removed AS (
  SELECT basis, segment_name, coalesce(value, 'unknown') AS segment_value, on_day AS day,
    sum(if(on_day = day, events, 0)) AS events,
    sum(if(on_day = day, customers, 0)) AS customers
  FROM tenure
  LATERAL VIEW stack(6, 'all', 'all', 'country', country, 'region', region, 'industry', industry,
    'plan', plan, 'acquisition_channel', acquisition_channel) s AS segment_name, value
  LATERAL VIEW explode(if(day = 0, array(0), array(0, day))) d AS on_day
  GROUP BY basis, segment_name, coalesce(value, 'unknown'), on_day
),

counted AS (
  SELECT *,
    sum(customers) OVER (PARTITION BY basis, segment_name, segment_value ORDER BY day
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS at_risk
  FROM removed
),

-- logarithms: a product of many shares; where all leave at once the curve is 0 from there on
summed AS (
  SELECT *,
    min(at_risk - events) OVER so_far = 0 AS is_over,
    sum(if(events = at_risk, 0D, ln(1 - CAST(events AS DOUBLE) / at_risk))) OVER so_far AS log_survival,
    sum(if(events = at_risk, 0D, CAST(events AS DOUBLE) / at_risk / (at_risk - events))) OVER so_far AS variance
  FROM counted
  WINDOW so_far AS (PARTITION BY basis, segment_name, segment_value ORDER BY day)
),

banded AS (
  SELECT *,
    CASE WHEN is_over THEN 0D ELSE exp(log_survival) END AS survival,
    -- 97.5 % of the normal distribution; the interval is of log(-log S), so that it stays within 0..1
    1.959963984540054D * sqrt(variance) / nullif(log_survival, 0) AS z
  FROM summed
)

SELECT
  :as_of AS as_of_date,
  basis,
  segment_name,
  segment_value,
  day,
  at_risk,
  events,
  customers - events AS censored,
  survival,
  -- at 0 the log-log scale has no value; at 1 nobody has left yet
  CASE WHEN is_over THEN NULL WHEN z IS NULL THEN survival ELSE exp(log_survival * exp(-z)) END AS ci_low,
  CASE WHEN is_over THEN NULL WHEN z IS NULL THEN survival ELSE exp(log_survival * exp(z)) END AS ci_high
FROM banded
