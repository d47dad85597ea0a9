-- Where each customer stood before and after a month.
-- Grain: one row per customer, basis and month.
-- A month compares the state at its last instant with that of the month before; as_of's month is
-- valued at as_of, and there is none after it.
-- Rules: docs/decisions/revenue.md.
-- the months at whose last instant it held: an end on the 1st ends with the month before
WITH held AS (
  SELECT customer_id, basis, worth, explode(sequence(first_month, last_month, INTERVAL 1 MONTH)) AS month
  FROM (
    SELECT *, trunc(start_date, 'MM') AS first_month,
      CASE WHEN end_date IS NULL OR end_date > :as_of THEN trunc(:as_of, 'MM')
        ELSE add_months(trunc(end_date, 'MM'), -1) END AS last_month
    FROM active)
  WHERE last_month >= first_month
),

entry AS (
  SELECT customer_id, basis, add_months(month, shift) AS month,
    if(shift = 1, worth, 0) AS before, if(shift = 0, worth, 0) AS after, if(shift = 12, worth, 0) AS year_before,
    CAST(NULL AS STRUCT<end_date: DATE, kind: INT, reason: STRING>) AS ended, false AS began
  FROM held CROSS JOIN (VALUES (0), (1), (12)) s(shift)
  WHERE shift < 12 OR basis = 'subscriptions'
  UNION ALL
  SELECT customer_id, basis, trunc(start_date, 'MM'), 0, 0, 0, NULL, true FROM active
  UNION ALL
  SELECT customer_id, basis, trunc(end_date, 'MM'), 0, 0, 0,
    struct(end_date, CASE end_reason WHEN 'involuntary' THEN 2 WHEN 'voluntary' THEN 1 ELSE 0 END, reason), false
  FROM active WHERE end_date <= :as_of
),

customer AS (
  SELECT customer_id, basis, min(start_date) AS first_date,
    min(end_date) FILTER (WHERE end_date > :as_of) AS next_end
  FROM active
  GROUP BY customer_id, basis
),

state AS (
  SELECT e.customer_id, e.basis, e.month, c.first_date, c.next_end,
    CAST(sum(e.before) AS DECIMAL(18,4)) AS before,
    CAST(sum(e.after) AS DECIMAL(18,4)) AS after,
    CAST(sum(e.year_before) AS DECIMAL(18,4)) AS year_before,
    max(e.ended) AS ended,
    bool_or(e.began) AS began,
    if(trunc(c.first_date, 'MM') = e.month, c.first_date, e.month) AS start_on
  FROM entry e
  JOIN customer c ON c.customer_id = e.customer_id AND c.basis = e.basis
  WHERE e.month <= trunc(:as_of, 'MM')
    -- the first reported month is one of recurring revenue
    AND (e.basis = 'orders' OR e.month >= coalesce(:churn_first_month, e.month))
  GROUP BY e.customer_id, e.basis, e.month, c.first_date, c.next_end
),

moved AS (
  SELECT *,
    CASE
      WHEN before > 0 AND after = 0 THEN 'churn'
      WHEN after > before AND before > 0 THEN 'expansion'
      WHEN after < before THEN 'contraction'
      WHEN before > 0 THEN 'retained'
      WHEN after > 0 THEN if(trunc(first_date, 'MM') = month, 'new', 'reactivation')
      WHEN began THEN 'won_and_lost'
    END AS movement,
    -- the next month's first day decides who moved to another segment, once it has begun
    if(add_months(month, 1) <= :as_of, add_months(month, 1), start_on) AS after_on
  FROM state
  WHERE before > 0 OR after > 0 OR year_before > 0 OR began
)

SELECT
  m.customer_id,
  m.basis,
  m.month,
  m.movement,
  m.before > 0 AS is_active_start,
  m.after > 0 AS is_active_end,
  trunc(m.first_date, 'MM') > add_months(m.month, -12) AS is_new_12m,
  CASE WHEN m.movement <> 'churn' THEN NULL WHEN m.ended.kind = 2 THEN 'involuntary' WHEN m.ended.kind = 1 THEN 'voluntary' END AS churn_kind,
  if(m.movement = 'churn', m.ended.reason, NULL) AS churn_reason,
  if(m.basis = 'subscriptions', m.before, NULL) AS mrr_before,
  if(m.basis = 'subscriptions', m.after, NULL) AS mrr_after,
  if(m.basis = 'subscriptions', m.year_before, NULL) AS mrr_12m_before,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(m.start_on < d.valid_from, false) AS is_inferred,
  d.country, d.region, d.industry, d.plan, d.acquisition_channel,
  a.country AS country_after, a.region AS region_after, a.industry AS industry_after,
  a.plan AS plan_after, a.acquisition_channel AS acquisition_channel_after,
  if(m.month = trunc(:as_of, 'MM'), least(add_months(m.month, 1), m.next_end), NULL) AS _recheck_on
FROM moved m
LEFT JOIN gold.dim_customer d
  ON d.customer_id = m.customer_id
  AND m.start_on >= d.match_from AND (d.valid_to IS NULL OR m.start_on < d.valid_to)
LEFT JOIN gold.dim_customer a
  ON a.customer_id = m.customer_id
  AND m.after_on >= a.match_from AND (a.valid_to IS NULL OR m.after_on < a.valid_to)
