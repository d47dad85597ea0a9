-- What was spent on marketing, in its own currency.
-- Grain: one row per date, channel, campaign and currency as delivered (latest delivered version).
-- Rule: docs/decisions/revenue.md (acquisition cost).
CREATE TABLE silver.marketing_spend (
  spend_id STRING COMMENT 'Delivered record, marketing:<date>|<channel>|<campaign>|<currency>; x_… where one of the first three is not told',
  source STRING COMMENT 'Source that delivered the spend',
  spend_date DATE COMMENT 'Day on which it was spent, as the source counts days',
  acquisition_channel STRING COMMENT 'Channel in the words of customers.acquisition-channels, others as delivered; null: none told',
  campaign STRING COMMENT 'Campaign as the source calls it; null: none told',
  amount DECIMAL(18,4) COMMENT 'Amount in its own currency',
  currency STRING COMMENT 'Currency of amount, ISO 4217, upper case; none given: the reporting currency',
  _recheck_on DATE COMMENT 'Date of the spend: from then on it counts'
)
USING delta
COMMENT 'What was spent on marketing, in its own currency'
TBLPROPERTIES (
  'cxw.key' = 'spend_id',
  'cxw.grain' = 'date, channel, campaign and currency as delivered',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'spend_id',
  'cxw.narrow' = 'bronze.marketing_spend(_record_id)'
)
