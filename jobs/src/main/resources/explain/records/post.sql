-- gold.kpi_social_daily names the post: by post_id its snapshots (silver.social_post_snapshot) of the
-- window, and those before it back to the last that told both impressions and engagements, since totals
-- are compared with it.
-- Grain: one row per snapshot.
WITH before AS (
  SELECT post_id, max(metric_date) AS told_date
  FROM gold.kpi_social_daily
  WHERE rated_impressions IS NOT NULL AND metric_date < :window_start
  GROUP BY post_id
)

SELECT s.post_id AS id, 'silver.social_post_snapshot' AS named_in, s.snapshot_id AS record_id
FROM silver.social_post_snapshot s
LEFT JOIN before b ON b.post_id = s.post_id
WHERE s.snapshot_date <= :window_end AND s.snapshot_date >= coalesce(b.told_date, s.snapshot_date)
