-- Experiences per day.
-- Grain: one row per day, experience and variation.
-- Uplift, interval and p-value are those of all users up to the day: a mixture sequential test of the
-- log ratio of conversion rates with a normal mixing distribution of standard deviation 0.3, so that
-- looking every day does not inflate the error. A variation is held against the control's users since
-- its own first day, as soon as the windows of all of them are over. A split of users that differs
-- from the planned one voids that: each day is held against the variations that were there; a day on
-- which another one begins is left out, and one that expects nobody adds no degree of freedom.
-- Rules: docs/decisions/behaviour.md.
WITH part AS (
  SELECT event_date AS metric_date, experience_id, variation_id, is_control, event_type,
    0L AS exposed_users, 0L AS converted, CAST(0 AS DECIMAL(18, 4)) AS revenue, false AS is_untold
  FROM silver.experience_event
  WHERE event_type <> 'activity' AND event_at < :as_of_end
  UNION ALL
  SELECT exposed_date, experience_id, variation_id, is_control, NULL, 1L, bigint(conversions > 0), revenue,
    conversions IS NULL
  FROM silver.experience_user
),

cell AS (
  SELECT metric_date, experience_id, variation_id, count_if(event_type = 'served') AS served,
    if(bool_or(event_type = 'engagement') AND count_if(event_type = 'clicked') = 0, NULL, count_if(event_type = 'clicked')) AS clicked,
    sum(exposed_users) AS exposed_users, bool_or(is_untold) AS is_untold,
    if(bool_or(is_untold), NULL, sum(converted)) AS converted,
    -- users who paid what nobody can read: where that is all of it, it is not 0
    if(bool_or(is_untold) OR (bool_or(revenue IS NULL) AND coalesce(sum(revenue), 0) = 0), NULL, sum(revenue)) AS revenue
  FROM part
  GROUP BY metric_date, experience_id, variation_id
),

variation AS (
  SELECT
    experience_id, variation_id, min(metric_date) AS first_date,
    -- where one is told to be the control group, another one of which nobody tells is none
    coalesce(bool_or(is_control), if(bool_or(bool_or(is_control)) OVER (PARTITION BY experience_id), false, NULL)) AS is_control,
    min(min(metric_date)) OVER (PARTITION BY experience_id) AS experience_from,
    max(max(event_type <> 'served')) OVER (PARTITION BY experience_id) AS has_engagements
  FROM part
  GROUP BY experience_id, variation_id
),

grid AS (  -- every variation on every day of its experience, so that totals to date can be compared
  SELECT d.metric_date, v.experience_id, v.variation_id, v.is_control,
    c.served, if(v.has_engagements, c.clicked, NULL) AS clicked, c.exposed_users, c.converted, c.revenue, c.is_untold, s.share AS planned,
    v.first_date = d.metric_date AND v.first_date > v.experience_from AS is_beginning
  FROM (SELECT DISTINCT experience_id, metric_date FROM cell) d
  JOIN variation v ON v.experience_id = d.experience_id AND v.first_date <= d.metric_date
  LEFT JOIN cell c
    ON c.experience_id = v.experience_id AND c.variation_id = v.variation_id AND c.metric_date = d.metric_date
  LEFT JOIN config.experience_allocation s
    ON v.experience_id = 'dynamic_yield:' || s.experience_id AND v.variation_id = 'dynamic_yield:' || s.variation_id
),

daily AS (
  SELECT *,
    sum(if(is_control, exposed_users, 0)) OVER d AS control_users,
    sum(if(is_control, converted, 0)) OVER d AS control_converted,
    if(bool_or(is_beginning) OVER d, NULL, exposed_users) AS split_users,
    if(bool_or(is_beginning) OVER d, NULL, sum(exposed_users) OVER d
      * if(count(planned) OVER d > 0, coalesce(planned, 0) / nullif(sum(planned) OVER d, 0), 1D / count(*) OVER d))
      AS split_expected
  FROM grid
  WINDOW d AS (PARTITION BY experience_id, metric_date)
),

compared AS (
  SELECT *,
    sum(exposed_users) OVER w AS n,
    if(bool_or(is_untold) OVER w, NULL, sum(converted) OVER w) AS x,
    sum(control_users) OVER w AS n_control,
    sum(control_converted) OVER w AS x_control,
    coalesce(sum(split_users) OVER w, 0) AS users,
    coalesce(sum(split_expected) OVER w, 0D) AS expected,
    -- everybody has had the same time to convert
    date_add(metric_date, :conversion_window_days) <= :as_of AS is_decided
  FROM daily
  WINDOW w AS (PARTITION BY experience_id, variation_id ORDER BY metric_date)
),

judged AS (
  SELECT *,
    coalesce(chi_square_tail(
      sum(CASE WHEN expected > 0 THEN pow(users - expected, 2) / expected WHEN users > 0 THEN 1e6D ELSE 0D END)
        OVER (PARTITION BY experience_id, metric_date),
      greatest(CAST(count_if(expected > 0) OVER (PARTITION BY experience_id, metric_date) AS INT) - 1, 1)) < 0.001D, false) AS is_mismatch,
    if(is_control OR NOT is_decided, NULL, (x / nullif(n, 0)) / nullif(x_control / nullif(n_control, 0), 0)) AS ratio,
    if(x >= 10 AND x_control >= 10, nullif(1D / x - 1D / n + 1D / x_control - 1D / n_control, 0), NULL) AS v
  FROM compared
),

tested AS (
  SELECT *,
    ln(nullif(ratio, 0)) AS theta,
    sqrt(2 * v * (v + 0.09D) / 0.09D * (ln(20D) + 0.5D * ln((v + 0.09D) / v))) AS half,
    sqrt((v + 0.09D) / v) * exp(-0.09D * pow(ln(nullif(ratio, 0)), 2) / (2 * v * (v + 0.09D))) AS p
  FROM judged
)

SELECT
  metric_date,
  experience_id,
  variation_id,
  is_control,
  served,
  clicked,
  exposed_users,
  converted,
  CAST(revenue AS DECIMAL(38, 4)) AS revenue,
  n AS exposed_users_to_date,
  x AS converted_to_date,
  if(is_mismatch, NULL, ratio - 1) AS uplift,
  if(is_mismatch, NULL, exp(theta - half) - 1) AS ci_low,
  if(is_mismatch, NULL, exp(theta + half) - 1) AS ci_high,
  CASE WHEN NOT is_mismatch AND p IS NOT NULL THEN least(p, 1D) END AS p_value,
  is_mismatch AS is_sample_ratio_mismatch,
  trunc(metric_date, 'MM') AS metric_month,
  if(is_decided, NULL, date_add(metric_date, :conversion_window_days)) AS _recheck_on
FROM tested
WHERE served IS NOT NULL
