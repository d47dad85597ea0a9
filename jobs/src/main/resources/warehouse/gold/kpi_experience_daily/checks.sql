-- fail parts_exceed_whole: Users who converted were exposed
SELECT metric_date, experience_id, variation_id FROM candidate
WHERE converted > exposed_users OR converted_to_date > exposed_users_to_date;

-- warn sample_ratio_mismatch: Users are not split as planned (behaviour.allocation): uplift is void
SELECT experience_id, max(metric_date) AS metric_date FROM candidate
WHERE is_sample_ratio_mismatch
GROUP BY experience_id;
