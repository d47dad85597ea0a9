-- The total of referral_share over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(CASE WHEN acquisition_channel = 'referral' THEN 1 ELSE 0 END) AS DOUBLE)
  / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM gold.dim_customer
WHERE acquired_date BETWEEN :window_start AND :window_end
  AND is_current AND acquisition_channel IS NOT NULL
