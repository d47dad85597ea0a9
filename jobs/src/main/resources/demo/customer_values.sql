-- Customers' value over the next 12 months, by tier
-- of gold.kpi_customer_clv
SELECT clv_tier, count(*) AS customers, avg(clv_12m) AS clv_mean, avg(p_alive) AS p_alive
FROM gold.kpi_customer_clv
WHERE as_of_date = (SELECT max(as_of_date) FROM gold.kpi_customer_clv)
GROUP BY ALL
ORDER BY clv_mean DESC
