-- gold.kpi_social_daily names the post: by network and post_id its snapshots (silver.social_post_snapshot)
-- of the window, and those before it back to the last that told both impressions and engagements, since
-- totals are compared with it.
-- Grain: one row per snapshot.
WITH before AS (
  SELECT network, post_id, max(metric_date) AS told_date
  FROM gold.kpi_social_daily
  WHERE rated_impressions IS NOT NULL AND metric_date < :window_start
  GROUP BY network, post_id
)

SELECT
  concat_ws('|', s.network, s.post_id) AS id,
  -- other networks may have a record of the same id
  concat('bronze.social_', s.network) AS named_in,
  s.snapshot_id AS record_id
FROM silver.social_post_snapshot s
LEFT JOIN before b ON b.network = s.network AND b.post_id = s.post_id
WHERE s.snapshot_date <= :window_end AND s.snapshot_date >= coalesce(b.told_date, s.snapshot_date)
