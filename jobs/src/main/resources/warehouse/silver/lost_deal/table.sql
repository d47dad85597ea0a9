-- Deals closed as lost, with the reason that sales picked.
-- Grain: one row per deal.
CREATE TABLE silver.lost_deal (
  deal_id STRING COMMENT 'Deal, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the deal',
  customer_source_key STRING COMMENT 'Contact of the deal, <source>:<native id>; null: none given',
  lost_date DATE COMMENT 'Business date on which it was closed as lost',
  lost_month DATE COMMENT 'First day of the month of lost_date',
  reason STRING COMMENT 'Why it was lost, as picked from the source’s list; null: not said',
  _recheck_on DATE COMMENT 'Business date on which the loss begins to count'
)
USING delta
COMMENT 'Deals closed as lost, with the reason that sales picked'
TBLPROPERTIES (
  'cxw.key' = 'deal_id',
  'cxw.grain' = 'deal',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'deal_id',
  'cxw.narrow' = 'bronze.salesforce_opportunity(_record_id)'
)
