-- Why customers left, in the last twelve whole months.
-- Grain: one row per kind and reason.
SELECT kind, reason, sum(customers) AS customers, CAST(sum(mrr) AS DOUBLE) AS mrr, sum(deals) AS deals
FROM gold.kpi_churn_reason_monthly
WHERE month > add_months(trunc(date_add(:as_of, 1), 'MM'), -13) AND last_day(month) <= :as_of
GROUP BY kind, reason
ORDER BY kind, customers DESC, reason
