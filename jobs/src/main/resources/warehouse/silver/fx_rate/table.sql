-- Exchange rates into the reporting currency.
-- Grain: one row per currency and date.
CREATE TABLE silver.fx_rate (
  fx_rate_id STRING COMMENT 'Delivered record, <source>:<date>|<currency>',
  source STRING COMMENT 'Source that delivered the rate',
  currency STRING COMMENT 'Currency that is converted, ISO 4217, upper case',
  rate_date DATE COMMENT 'First day on which the rate holds; it holds until the next rate of the currency',
  rate DECIMAL(19,10) COMMENT 'Units of the reporting currency for one unit of the currency'
)
USING delta
COMMENT 'Exchange rates into the reporting currency'
TBLPROPERTIES (
  'cxw.key' = 'fx_rate_id',
  'cxw.grain' = 'currency and date',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'fx_rate_id',
  'cxw.narrow' = 'bronze.billing_fx_rates(_record_id)'
)
