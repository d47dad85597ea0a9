-- Posts of others that mention the company; who wrote is pseudonymous, what was written stays in
-- bronze.
-- Grain: one row per mention.
CREATE TABLE silver.social_mention (
  mention_id STRING COMMENT 'Mention, social:<network>|<native id>',
  network STRING COMMENT 'Network in lower case, as of posts; Twitter is x',
  mentioned_at TIMESTAMP COMMENT 'When it was written (UTC)',
  mention_date DATE COMMENT 'Business date of mentioned_at',
  sentiment STRING COMMENT 'positive, neutral or negative, or another word of the tool in lower case; null: not told',
  author_key STRING COMMENT 'Keyed HMAC of the author’s name on the network',
  customer_source_key STRING COMMENT 'Whose mention, <source>:<native id>: only where identity.references says what social.author points to',
  _recheck_on DATE COMMENT 'Business date of the mention: from then on it counts'
)
USING delta
COMMENT 'Mentions of the company on social networks, without their text'
TBLPROPERTIES (
  'cxw.key' = 'mention_id',
  'cxw.grain' = 'mention',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'mention_id',
  'cxw.narrow' = 'bronze.social_mentions(_record_id)'
)
