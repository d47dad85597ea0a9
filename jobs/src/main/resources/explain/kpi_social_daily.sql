-- Parts of gold.kpi_social_daily: what each post gained on a date. Posts of two networks may have
-- the same native id, so the network is part of the name.
-- Grain: one row per date, network and post.
SELECT
  'post' AS _kind,
  concat_ws('|', network, post_id) AS _id,
  *
FROM gold.kpi_social_daily
