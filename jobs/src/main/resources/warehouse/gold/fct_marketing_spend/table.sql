-- What was spent on marketing up to the as-of date, in the reporting currency.
-- Grain: one row per date, channel, campaign and currency as delivered.
-- Rule: docs/decisions/revenue.md (acquisition cost).
CREATE TABLE gold.fct_marketing_spend (
  spend_id STRING COMMENT 'Row of spend, marketing:<date>|<channel>|<campaign>|<currency>; x_… where one of the first three is not told',
  source STRING COMMENT 'Source that delivered the spend',
  spend_date DATE COMMENT 'Day on which it was spent',
  spend_month DATE COMMENT 'First day of the month of spend_date',
  acquisition_channel STRING COMMENT 'Channel in the words that customers are told apart by (gold.dim_customer); null: none told',
  campaign STRING COMMENT 'Campaign as the source calls it; null: none told',
  currency STRING COMMENT 'Currency in which it was spent',
  amount DECIMAL(18,4) COMMENT 'Amount in that currency',
  amount_reporting DECIMAL(18,4) COMMENT 'Amount in the reporting currency, at the latest rate on or before spend_date; additive'
)
USING delta
COMMENT 'What was spent on marketing by day, channel and campaign, in the reporting currency'
TBLPROPERTIES (
  'cxw.key' = 'spend_id',
  'cxw.grain' = 'date, channel, campaign and currency as delivered',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'spend_id',
  'cxw.narrow' = 'silver.marketing_spend(spend_id), silver.marketing_spend_value(spend_id)'
)
