-- Unsolved tickets by age, at the ends of months and on the date.
-- Grain: one row per date and age.
SELECT metric_date AS date, age_band, sum(tickets) AS tickets
FROM gold.kpi_backlog_daily
WHERE metric_month >= :since AND metric_date <= :as_of AND metric_date = least(last_day(metric_date), :as_of)
GROUP BY metric_date, age_band
ORDER BY date, age_band
