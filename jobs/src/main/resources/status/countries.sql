-- Countries that nobody knows by this name, segments as told
-- of silver.customer
SELECT country, count(DISTINCT customer_id) AS customers
FROM silver.customer
WHERE country IS NOT NULL AND country_code(country) IS NULL
GROUP BY country
ORDER BY customers DESC, country
LIMIT 20
