-- Running sum of gold.fct_backlog_change, carried over the dates on which nothing changes.
-- Grain: one row per date, status, age band and source.
WITH moved AS (
  SELECT metric_date, status, age_band, source, sum(change) AS change
  FROM gold.fct_backlog_change
  WHERE metric_date <= :as_of
  GROUP BY metric_date, status, age_band, source
),

level AS (
  SELECT
    metric_date,
    status,
    age_band,
    source,
    sum(change) OVER (PARTITION BY status, age_band, source ORDER BY metric_date) AS tickets,
    lead(metric_date) OVER (PARTITION BY status, age_band, source ORDER BY metric_date) AS next_date
  FROM moved
)

SELECT
  day AS metric_date,
  status,
  age_band,
  source,
  tickets,
  CAST(trunc(day, 'MM') AS DATE) AS metric_month
FROM level
LATERAL VIEW explode(sequence(metric_date, coalesce(date_sub(next_date, 1), :as_of))) e AS day
WHERE tickets <> 0
