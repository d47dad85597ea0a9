-- Snapshots of all four networks.
-- Grain: one row per network and delivered snapshot.
-- A missing number is null, never 0: networks drop metrics. So is one that cannot be read or is below 0: it is told by
-- _unread, and the others count.
-- Rules: docs/decisions/behaviour.md.
WITH delivered AS (
  SELECT _record_id, _file, _file_id, _row_number, 'facebook' AS network, post_id, `date`,
    likes, comments, shares, clicks, impressions, media_views AS views
  FROM bronze.social_facebook
  UNION ALL
  SELECT _record_id, _file, _file_id, _row_number, 'instagram', post_id, `date`,
    likes, comments, shares, clicks, impressions, media_views
  FROM bronze.social_instagram
  UNION ALL
  SELECT _record_id, _file, _file_id, _row_number, 'linkedin', post_id, `date`,
    like_count, comment_count, share_count, click_count, impression_count, NULL
  FROM bronze.social_linkedin
  UNION ALL
  SELECT _record_id, _file, _file_id, _row_number, 'x', organic_tweet_id, `date`,
    likes, replies, retweets, url_clicks, impressions, NULL
  FROM bronze.social_x
),

typed AS (
  SELECT
    _record_id, _file, _file_id, _row_number, network,
    native_id(post_id) AS post,
    -- the day as written: networks close their days in their own zone and say only the date
    business_date(to_instant(substr(trim(`date`), 1, 10), 'UTC'), 'UTC') AS snapshot_date,
    transform(
      array(likes, comments, shares, clicks, impressions, views),
      m -> nullif(trim(m), '')) AS texts
  FROM delivered
),

counted AS (
  SELECT *, transform(transform(texts, m -> parse_number(m)), n -> if(n >= 0 AND n = floor(n), n, NULL)) AS counts
  FROM typed
)

SELECT
  _record_id AS snapshot_id,
  network,
  'social:' || post AS post_id,
  snapshot_date,
  try_cast(counts[0] AS BIGINT) AS likes,
  try_cast(counts[1] AS BIGINT) AS comments,
  try_cast(counts[2] AS BIGINT) AS shares,
  try_cast(counts[3] AS BIGINT) AS clicks,
  try_cast(counts[4] AS BIGINT) AS impressions,
  try_cast(counts[5] AS BIGINT) AS views,
  nullif(concat_ws(', ', transform(
    filter(sequence(0, 5), i -> texts[i] IS NOT NULL AND counts[i] IS NULL),
    i -> array('likes', 'comments', 'shares', 'clicks', 'impressions', 'views')[i])), '') AS _unread,
  snapshot_date AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN post IS NULL THEN 'missing_required'
    WHEN snapshot_date IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM counted
