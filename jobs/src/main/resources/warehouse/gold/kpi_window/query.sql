-- Which dates the scorecard's windows cover.
-- Grain: one row per as-of date, KPI, window and role.
-- Windows end at as_of less the KPI's maturity lag. The window before has equal elapsed days and never
-- reaches into the current one; a year ago is 364 days before, the same weekdays. KPIs known by month
-- take the last complete month (mrr: the month of as_of) and compare whole months.
-- Rules: docs/decisions/scorecard.md.
WITH anchor AS (
  SELECT
    kpi,
    period,
    CASE
      WHEN period <> 'month' THEN decided_date
      WHEN decided_date = last_day(decided_date) THEN decided_date
      ELSE date_sub(trunc(decided_date, 'MM'), 1)
    END AS last_date
  FROM (SELECT *, date_sub(:as_of, maturity_lag_days) AS decided_date FROM gold.dim_kpi)
),

current AS (
  SELECT a.*, w.*
  FROM anchor a
  LATERAL VIEW stack(6,
    'day', last_date, date_sub(last_date, 1),
    '7d', date_sub(last_date, 6), date_sub(last_date, 13),
    '28d', date_sub(last_date, 27), date_sub(last_date, 55),
    '90d', date_sub(last_date, 89), date_sub(last_date, 179),
    'month', trunc(last_date, 'MM'), add_months(trunc(last_date, 'MM'), -1),
    'quarter', trunc(last_date, 'QUARTER'), add_months(trunc(last_date, 'QUARTER'), -3)) w
    AS window_name, first_date, previous_first
  WHERE a.period IN ('day', 'date') OR w.window_name = 'month'
),

span AS (
  SELECT
    *,
    CASE
      WHEN period IN ('month', 'month_to_date') THEN last_day(previous_first)
      ELSE least(date_add(previous_first, datediff(last_date, first_date)), date_sub(first_date, 1))
    END AS previous_last,
    CASE
      WHEN period IN ('month', 'month_to_date') THEN add_months(first_date, -12)
      ELSE date_sub(first_date, 364)
    END AS year_ago_first,
    CASE
      WHEN period IN ('month', 'month_to_date') THEN last_day(add_months(first_date, -12))
      ELSE date_sub(last_date, 364)
    END AS year_ago_last
  FROM current
)

SELECT
  :as_of AS as_of_date,
  kpi,
  window_name,
  role,
  window_start,
  window_end,
  trunc(:as_of, 'MM') AS as_of_month
FROM span
LATERAL VIEW stack(3,
  'current', first_date, last_date,
  'previous', previous_first, previous_last,
  'year_ago', year_ago_first, year_ago_last) AS role, window_start, window_end
