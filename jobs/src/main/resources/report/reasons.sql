-- Why customers left, in the twelve months up to the date.
-- Grain: one row per kind and reason.
SELECT kind, reason, sum(customers) AS customers, CAST(sum(mrr) AS DOUBLE) AS mrr, sum(deals) AS deals
FROM gold.kpi_churn_reason_monthly
WHERE month > add_months(trunc(:as_of, 'MM'), -12) AND month <= :as_of
GROUP BY kind, reason
ORDER BY kind, customers DESC, reason
