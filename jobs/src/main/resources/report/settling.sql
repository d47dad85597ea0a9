-- By how much numbers as old as those of the scorecard still moved: windows of the same length, as they
-- were told in each of the 90 nights before the last 28 days, beside what they are now. What is now less
-- all that was restated since is what was told then. later: the same of numbers that many days older.
-- A changed definition is no settling. Nights before one that listed not all of its changes are left out.
-- Grain: one row per KPI and later.
WITH shown AS (
  SELECT
    s.kpi, k.unit, k.value_factor, k.statistic = 'total' AS is_total,
    datediff(s.as_of_date, s.window_end) AS age,
    if(k.additivity = 'semi-additive', 0, datediff(s.window_end, s.window_start)) AS reach
  FROM gold.kpi_scorecard s
  JOIN gold.dim_kpi k ON k.kpi = s.kpi
  WHERE s.as_of_date = :as_of AND s.as_of_month = trunc(:as_of, 'MM') AND s.window_name = :window_name
    AND s.segment_name = 'all' AND s.value IS NOT NULL
),

run AS (
  SELECT run_id, as_of, exit_code
  FROM ops.run
  WHERE undone_by IS NULL
    AND run_id NOT IN (SELECT erasure_id FROM ops.erasure WHERE erasure_id IS NOT NULL)
),

recorded AS (
  SELECT r.as_of, s.row_key, s.column_name,
    coalesce(try_cast(s.new_value AS DECIMAL(38, 12)), 0) - coalesce(try_cast(s.old_value AS DECIMAL(38, 12)), 0) AS moved
  FROM ops.restatement s
  JOIN run r ON r.run_id = s.run_id
  WHERE s.`table` = 'gold.kpi_parts_daily' AND s.cause NOT LIKE '%changed definition%'
),

restated AS (
  SELECT as_of, get_json_object(row_key, '$.kpi') AS kpi, CAST(get_json_object(row_key, '$.metric_date') AS DATE) AS metric_date,
    sum(moved) FILTER (WHERE column_name = 'numerator') AS numerator,
    sum(moved) FILTER (WHERE column_name = 'denominator') AS denominator
  FROM recorded
  WHERE get_json_object(row_key, '$.segment_name') = 'all' AND column_name IN ('numerator', 'denominator')
  GROUP BY as_of, kpi, metric_date
),

night AS (
  SELECT DISTINCT as_of
  FROM run
  WHERE exit_code = 0 AND as_of BETWEEN date_sub(:as_of, 117) AND date_sub(:as_of, 28)
    AND as_of >= coalesce((SELECT max(as_of) FROM recorded WHERE row_key = '{}'), as_of)
),

told AS (
  SELECT s.*, l.later, n.as_of AS told_on, date_sub(n.as_of, s.age + l.later) AS last_date,
    date_sub(n.as_of, s.age + l.later + s.reach) AS first_date
  FROM shown s
  CROSS JOIN night n
  LATERAL VIEW explode(array(0, 7, 14, 28)) l AS later
  WHERE l.later <= :later
),

moved AS (
  SELECT t.kpi, t.later, t.told_on, coalesce(sum(r.numerator), 0) AS numerator, coalesce(sum(r.denominator), 0) AS denominator
  FROM told t
  JOIN restated r ON r.kpi = t.kpi AND r.metric_date BETWEEN t.first_date AND t.last_date AND r.as_of > t.told_on
  GROUP BY t.kpi, t.later, t.told_on
),

standing AS (
  SELECT t.kpi, t.later, t.told_on, t.unit, t.age, t.value_factor, t.is_total, sum(p.numerator) AS numerator, sum(p.denominator) AS denominator
  FROM told t
  JOIN gold.kpi_parts_daily p
    ON p.kpi = t.kpi AND p.segment_name = 'all' AND p.metric_date BETWEEN t.first_date AND t.last_date
  WHERE p.metric_month >= trunc(date_sub(:as_of, 366), 'MM')
  GROUP BY t.kpi, t.later, t.told_on, t.unit, t.age, t.value_factor, t.is_total
),

movement AS (
  SELECT s.kpi, s.later, s.unit, s.age,
    abs(s.value_factor * (
      CAST(s.numerator AS DOUBLE) / if(s.is_total, 1D, nullif(CAST(s.denominator AS DOUBLE), 0))
      - CAST(s.numerator - coalesce(m.numerator, 0) AS DOUBLE)
        / if(s.is_total, 1D, nullif(CAST(s.denominator - coalesce(m.denominator, 0) AS DOUBLE), 0)))) AS size
  FROM standing s
  LEFT JOIN moved m ON m.kpi = s.kpi AND m.later = s.later AND m.told_on = s.told_on
)

SELECT
  kpi, unit, age, later, count(size) AS nights,
  percentile(size, 0.5D) AS usual,
  percentile(size, 0.9D) AS most
FROM movement
GROUP BY kpi, unit, age, later
HAVING count(size) >= 10
ORDER BY kpi, later
