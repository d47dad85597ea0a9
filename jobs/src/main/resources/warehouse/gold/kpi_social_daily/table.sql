-- What each post gained per day; engagement rate = rated_engagements / rated_impressions.
-- Grain: one row per date, network and post.
CREATE TABLE gold.kpi_social_daily (
  metric_date DATE COMMENT 'Date of the snapshot; what happened on days without one falls on the next',
  network STRING COMMENT 'facebook, instagram, linkedin or x',
  post_id STRING COMMENT 'Post, social:<native id>',
  impressions BIGINT COMMENT 'Increase of impressions (additive); null: not delivered',
  likes BIGINT COMMENT 'Increase of likes (additive); null: not delivered',
  shares BIGINT COMMENT 'Increase of shares (additive); null: not delivered',
  comments BIGINT COMMENT 'Increase of comments (additive); null: not delivered',
  clicks BIGINT COMMENT 'Increase of clicks (additive); null: not delivered',
  views BIGINT COMMENT 'Increase of views (additive); null: not delivered',
  engagements BIGINT COMMENT 'likes + shares + comments, of those delivered (additive); null: none of them',
  rated_impressions BIGINT COMMENT 'Impressions since the last snapshot that had both impressions and engagements (additive); null: this one has not both',
  rated_engagements BIGINT COMMENT 'Engagements of the same days (additive)',
  is_reset BOOLEAN COMMENT 'A total fell: it counts as 0 on this date',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'What each post gained per day; engagement rate = rated_engagements / rated_impressions'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, network, post_id',
  'cxw.grain' = 'date, network and post',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'network, post_id',
  'cxw.narrow' = 'silver.social_post_snapshot(network, post_id)'
)
