-- Mentions of the company per day, network and sentiment.
-- Grain: one row per date and network.
CREATE TABLE gold.kpi_social_mention_daily (
  metric_date DATE COMMENT 'Business date of the mentions',
  network STRING COMMENT 'Network in lower case, as of posts; Twitter is x',
  mentions BIGINT COMMENT 'Mentions (additive)',
  positive BIGINT COMMENT 'Mentions with positive sentiment; null: no mention has a known one (additive)',
  neutral BIGINT COMMENT 'Mentions with neutral sentiment; null: no mention has a known one (additive)',
  negative BIGINT COMMENT 'Mentions with negative sentiment; null: no mention has a known one (additive); the three leave out mentions of no or another sentiment',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'Mentions of the company per day, network and sentiment'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, network',
  'cxw.grain' = 'date and network',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'silver.social_mention(mention_date)'
)
