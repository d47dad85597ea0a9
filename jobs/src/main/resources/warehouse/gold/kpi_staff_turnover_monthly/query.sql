-- Staff turnover of closed months, from the first whole month since human resources first delivered: who left
-- before that is on no list.
-- Grain: one row per month and segment.
-- When somebody came and left is as known now, the department and the location are those of the day.
-- Where nobody’s end of employment was ever told, who left is not known.
-- Suppressed are groups that are too small, and with them the smallest others of their total, until the
-- suppressed ones are two or more and large enough together.
WITH span AS (
  SELECT
    add_months(trunc(date_sub(min(delivered_on), 1), 'MM'), 1) AS first_month,
    add_months(trunc(date_add(:as_of, 1), 'MM'), -1) AS last_month
  FROM silver.employee_version
),

told AS (SELECT bool_or(is_end_told) AS is_told FROM silver.employee_version),

month AS (
  SELECT month, last_day(month) AS month_end
  FROM (SELECT explode(sequence(first_month, last_month, INTERVAL 1 MONTH)) AS month FROM span WHERE first_month <= last_month)
),

counted AS (
  SELECT m.month, e.employee_id, d.kind, d.counted_on
  FROM month m
  JOIN silver.employee e
    ON e.is_current
    AND coalesce(e.hired_on <= m.month_end, true) AND coalesce(e.left_on >= m.month, true)
  LATERAL VIEW stack(3,
    'start', if(coalesce(e.hired_on < m.month, true), m.month, NULL),
    'end', if(coalesce(e.left_on > m.month_end, true), m.month_end, NULL),
    'left', if(e.left_on <= m.month_end, e.left_on, NULL)) d AS kind, counted_on
  WHERE d.counted_on IS NOT NULL
),

part AS (
  SELECT
    c.month, g.segment_name, coalesce(g.segment_value, 'unknown') AS segment_value,
    count_if(c.kind = 'left') AS leavers,
    count_if(c.kind <> 'left') / 2D AS n
  FROM counted c
  JOIN silver.employee p
    ON p.employee_id = c.employee_id
    AND coalesce(c.counted_on >= p.valid_from, true) AND coalesce(c.counted_on < p.valid_to, true)
  LATERAL VIEW stack(3, 'all', 'all', 'department', p.department, 'location', p.location) g
    AS segment_name, segment_value
  GROUP BY c.month, g.segment_name, coalesce(g.segment_value, 'unknown')
),

judged AS (SELECT *, n < :min_group_size AS is_small FROM part),

covered AS (  -- the groups before this one hide each other
  SELECT
    *,
    NOT bool_or(is_small) OVER (PARTITION BY month, segment_name)
      OR coalesce(count(*) OVER before >= 2 AND sum(n) OVER before >= :min_group_size, false) AS is_covered
  FROM judged
  WINDOW before AS (
    PARTITION BY month, segment_name ORDER BY is_small DESC, n, segment_value
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),

chosen AS (
  SELECT *, is_small OR NOT is_covered AS is_hidden FROM covered CROSS JOIN told
)

SELECT
  month,
  segment_name,
  segment_value,
  if(is_hidden OR NOT is_told, NULL, leavers) AS leavers,
  if(is_hidden, NULL, n) AS average_headcount,
  if(is_hidden OR NOT is_told, NULL, leavers / n) AS turnover_rate,
  is_hidden AS suppressed
FROM chosen
