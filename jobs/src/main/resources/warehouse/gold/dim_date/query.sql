-- A fiscal year that begins in January is the calendar year; another one is named after its end.
-- It begins with the first year of which a date may be delivered, docs/decisions/dates.md.
-- Grain: one row per date.
WITH day AS (
  SELECT explode(sequence(
    DATE'1970-01-01', make_date(year(:as_of) + 1, 12, 31), INTERVAL 1 DAY)) AS date
),

holiday AS (
  SELECT DISTINCT explode(sequence(first_date, last_date, INTERVAL 1 DAY)) AS date
  FROM (
    SELECT
      try_cast(h.start_date AS DATE) AS first_date,
      try_cast(coalesce(h.end_date, h.start_date) AS DATE) AS last_date
    FROM bronze.zendesk_schedules
    LATERAL VIEW explode(
      from_json(holidays, 'ARRAY<STRUCT<start_date: STRING, end_date: STRING>>')) e AS h)
  WHERE last_date BETWEEN first_date AND date_add(first_date, 366)
),

fiscal AS (
  SELECT
    date,
    -- The date moved so that the fiscal year becomes a calendar year.
    add_months(trunc(date, 'MM'), pmod(13 - :fiscal_year_start, 12)) AS moved
  FROM day
)

SELECT
  f.date,
  year(f.date) AS year,
  quarter(f.date) AS quarter,
  month(f.date) AS month,
  CAST(trunc(f.date, 'MM') AS DATE) AS month_start_date,
  CAST(extract(YEAROFWEEK FROM f.date) AS INT) AS iso_year,
  CAST(extract(WEEK FROM f.date) AS INT) AS iso_week,
  date_sub(
    f.date,
    pmod(weekday(f.date) - CASE lower(:week_start)
      WHEN 'monday' THEN 0 WHEN 'tuesday' THEN 1 WHEN 'wednesday' THEN 2 WHEN 'thursday' THEN 3
      WHEN 'friday' THEN 4 WHEN 'saturday' THEN 5 WHEN 'sunday' THEN 6 END, 7)) AS week_start_date,
  weekday(f.date) + 1 AS weekday,
  date_format(f.date, 'EEEE') AS weekday_name,
  weekday(f.date) >= 5 AS is_weekend,
  h.date IS NOT NULL AS is_holiday,
  year(moved) AS fiscal_year,
  quarter(moved) AS fiscal_quarter,
  month(moved) AS fiscal_month,
  date_sub(f.date, 364) AS year_ago_date
FROM fiscal f
LEFT JOIN holiday h ON h.date = f.date
