-- Acquisition channels that customers.acquisition-channels does not name, segments as told
-- of silver.customer
SELECT acquisition_channel, count(DISTINCT customer_id) AS customers
FROM silver.customer
LEFT ANTI JOIN config.acquisition_channel USING (acquisition_channel)
WHERE acquisition_channel IS NOT NULL
GROUP BY acquisition_channel
ORDER BY customers DESC, acquisition_channel
LIMIT 20
