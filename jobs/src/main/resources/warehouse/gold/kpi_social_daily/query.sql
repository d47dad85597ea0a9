-- Daily increase of running totals.
-- Grain: one row per day, network and post.
-- Each metric is compared with its own last known total, so one that was not delivered for a day loses
-- nothing; the first snapshot counts in full; a fall counts as 0 and is flagged. The parts of the
-- engagement rate cover the same days: what snapshots told that lack one of them waits for the next
-- that has both.
-- Rules: docs/decisions/behaviour.md.
WITH snapshot AS (  -- one a day: records of a post are named by the day, however it is spelled
  SELECT
    network, post_id, snapshot_date,
    max_by(struct(impressions, likes, shares, comments, clicks, views), snapshot_id) AS t
  FROM silver.social_post_snapshot
  WHERE snapshot_date <= :as_of
  GROUP BY network, post_id, snapshot_date
),

before AS (
  SELECT
    *,
    struct(
      coalesce(last_value(t.impressions) IGNORE NULLS OVER w, 0) AS impressions,
      coalesce(last_value(t.likes) IGNORE NULLS OVER w, 0) AS likes,
      coalesce(last_value(t.shares) IGNORE NULLS OVER w, 0) AS shares,
      coalesce(last_value(t.comments) IGNORE NULLS OVER w, 0) AS comments,
      coalesce(last_value(t.clicks) IGNORE NULLS OVER w, 0) AS clicks,
      coalesce(last_value(t.views) IGNORE NULLS OVER w, 0) AS views) AS b
  FROM snapshot
  WINDOW w AS (
    PARTITION BY network, post_id ORDER BY snapshot_date
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),

gained AS (
  SELECT
    snapshot_date, network, post_id, t, b,
    CASE WHEN t.impressions IS NOT NULL THEN greatest(t.impressions - b.impressions, 0) END AS impressions,
    CASE WHEN t.likes IS NOT NULL THEN greatest(t.likes - b.likes, 0) END AS likes,
    CASE WHEN t.shares IS NOT NULL THEN greatest(t.shares - b.shares, 0) END AS shares,
    CASE WHEN t.comments IS NOT NULL THEN greatest(t.comments - b.comments, 0) END AS comments,
    CASE WHEN t.clicks IS NOT NULL THEN greatest(t.clicks - b.clicks, 0) END AS clicks,
    CASE WHEN t.views IS NOT NULL THEN greatest(t.views - b.views, 0) END AS views
  FROM before
),

engaged AS (
  SELECT
    *,
    CASE WHEN coalesce(likes, shares, comments) IS NOT NULL
      THEN coalesce(likes, 0) + coalesce(shares, 0) + coalesce(comments, 0) END AS engagements
  FROM gained
),

spans AS (  -- each ends with a snapshot that tells both parts of the rate
  SELECT
    *,
    impressions IS NOT NULL AND engagements IS NOT NULL AS is_rated,
    coalesce(count_if(impressions IS NOT NULL AND engagements IS NOT NULL) OVER (
      PARTITION BY network, post_id ORDER BY snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS span
  FROM engaged
)

SELECT
  snapshot_date AS metric_date,
  network,
  post_id,
  impressions,
  likes,
  shares,
  comments,
  clicks,
  views,
  engagements,
  if(is_rated, sum(impressions) OVER span_of_post, NULL) AS rated_impressions,
  if(is_rated, sum(engagements) OVER span_of_post, NULL) AS rated_engagements,
  coalesce(t.impressions < b.impressions, false) OR coalesce(t.likes < b.likes, false)
    OR coalesce(t.shares < b.shares, false) OR coalesce(t.comments < b.comments, false)
    OR coalesce(t.clicks < b.clicks, false) OR coalesce(t.views < b.views, false) AS is_reset,
  trunc(snapshot_date, 'MM') AS metric_month
FROM spans
WINDOW span_of_post AS (PARTITION BY network, post_id, span)
