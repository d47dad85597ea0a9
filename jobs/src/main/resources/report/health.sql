-- Subscribers of the date by what raises their risk of leaving most, of the dates up to :as_of the latest.
-- Grain: one row per reason, and one for all; none where no model serves.
WITH counted AS (
  SELECT
    if(grouping(reason_1) = 1, 'all', reason_1) AS reason,
    count(*) AS customers,
    count_if(is_at_risk) AS at_risk,
    avg(churn_probability) AS probability,
    CAST(sum(mrr) FILTER (WHERE is_at_risk) AS DOUBLE) AS mrr
  FROM gold.kpi_customer_health
  WHERE churn_probability IS NOT NULL
    AND as_of_date = (SELECT max(as_of_date) FROM gold.kpi_customer_health WHERE as_of_date <= :as_of)
  GROUP BY reason_1 WITH ROLLUP
)

SELECT reason, customers, at_risk, probability, mrr
FROM counted
ORDER BY coalesce(reason = 'all', false) DESC, at_risk DESC, reason
