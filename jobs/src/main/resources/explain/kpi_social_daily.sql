-- Parts of gold.kpi_social_daily: what each post gained on a date.
-- Grain: one row per date, network and post.
SELECT
  'post' AS _kind,
  post_id AS _id,
  *
FROM gold.kpi_social_daily
