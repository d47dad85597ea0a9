-- Running totals of posts as the networks showed them on a date; the day's own numbers are the
-- difference of successive ones (gold.kpi_social_daily).
-- Grain: one row per network and delivered snapshot.
CREATE TABLE silver.social_post_snapshot (
  snapshot_id STRING COMMENT 'Delivered record, social:<post>|<date as written>',
  network STRING COMMENT 'facebook, instagram, linkedin or x',
  post_id STRING COMMENT 'Post, social:<native id>',
  snapshot_date DATE COMMENT 'Date of the totals as the network counts days',
  likes BIGINT COMMENT 'Likes and other reactions so far; null: not delivered',
  comments BIGINT COMMENT 'Comments or replies so far; null: not delivered',
  shares BIGINT COMMENT 'Shares or reposts so far; null: not delivered',
  clicks BIGINT COMMENT 'Clicks on the post or its link so far; null: not delivered',
  impressions BIGINT COMMENT 'Times shown so far; null: not delivered',
  views BIGINT COMMENT 'Views so far, as Meta counts them beside impressions; null: not delivered',
  _unread STRING COMMENT 'Totals that were delivered and are no number from 0 on, so that they are null here; null: none',
  _recheck_on DATE COMMENT 'Date of the totals: from then on they count'
)
USING delta
COMMENT 'Running totals of social posts, one shape whatever the network'
TBLPROPERTIES (
  'cxw.key' = 'network, snapshot_id',
  'cxw.grain' = 'network and delivered snapshot of a post',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'snapshot_id',
  'cxw.narrow' = 'bronze.social_facebook(_record_id), bronze.social_instagram(_record_id), bronze.social_linkedin(_record_id), bronze.social_x(_record_id)'
)
