-- Which share of each monthly cohort was there again, month by month.
-- Grain: one row per basis, segment, cohort and month since.
SELECT basis, segment_name, segment_value, cohort_start, period, cohort_size, active_customers, retention_rate
FROM gold.kpi_cohort_retention
WHERE grain = 'month' AND is_complete
  AND cohort_start > add_months(trunc(:as_of, 'MM'), -24)
  AND last_day(add_months(cohort_start, period)) <= :as_of
ORDER BY basis, segment_name, segment_value, cohort_start, period
