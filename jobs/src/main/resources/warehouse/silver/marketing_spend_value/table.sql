-- Marketing spend in the reporting currency; what no rate values yet waits among the rejected rows.
-- Grain: one row per row of silver.marketing_spend.
CREATE TABLE silver.marketing_spend_value (
  spend_id STRING COMMENT 'Row of silver.marketing_spend',
  fx_rate DECIMAL(19,10) COMMENT 'Units of the reporting currency for one unit of the currency of the spend',
  amount_reporting DECIMAL(18,4) COMMENT 'Amount in the reporting currency, rounded half up'
)
USING delta
COMMENT 'Marketing spend in the reporting currency; what no rate values yet waits among the rejected rows'
TBLPROPERTIES (
  'cxw.key' = 'spend_id',
  'cxw.grain' = 'row of silver.marketing_spend',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'spend_id',
  'cxw.parts' = 'silver.order_value(rate)',
  'cxw.narrow' = 'silver.marketing_spend(spend_id)'
)
