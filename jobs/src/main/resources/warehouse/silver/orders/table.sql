-- Orders and refunds, one shape whatever the source, in their own currency.
-- Grain: one row per order line.
CREATE TABLE silver.orders (
  order_id STRING COMMENT 'Order line: order_number, of an order with several lines with its line after it (|line or |product); x_… where the source gave no id',
  order_number STRING COMMENT 'Order that the line belongs to, <source>:<native id>; what refund_of names',
  line_number INT COMMENT 'Place of the line in its order as delivered, sales before refunds; gold.fct_order numbers those that count',
  source STRING COMMENT 'Source that delivered the order',
  customer_source_key STRING COMMENT 'Whose order, <source>:<native id>; null: none given',
  ordered_at TIMESTAMP COMMENT 'When it was ordered or refunded (UTC); a date without a time is its midnight in the business zone',
  order_date DATE COMMENT 'Business date of ordered_at',
  order_month DATE COMMENT 'First day of the month of order_date',
  amount DECIMAL(18,4) COMMENT 'Amount in its own currency; refunds are negative',
  currency STRING COMMENT 'Currency of amount, upper case; none given: the reporting currency',
  quantity DECIMAL(18,4) COMMENT 'Units',
  product STRING COMMENT 'Product as the source calls it',
  channel STRING COMMENT 'Sales channel in the words of support.channels, as delivered where they do not name it',
  is_refund BOOLEAN COMMENT 'Money given back',
  refund_of STRING COMMENT 'order_number of the sale that a refund names',
  promised_at TIMESTAMP COMMENT 'Delivery promised by (UTC); a date without a time means its last instant',
  delivered_at TIMESTAMP COMMENT 'When it was delivered (UTC)',
  _replaced_rows INT COMMENT 'Other rows of its file that name the same line of the order, of which this is the last',
  _unread STRING COMMENT 'Optional columns that were delivered and could not be read, so that they are null here; null: none',
  _time_adjusted BOOLEAN COMMENT 'The local time given does not exist or is ambiguous (daylight saving) and was resolved by rule',
  _recheck_on DATE COMMENT 'Business date on which the order begins to count'
)
USING delta
PARTITIONED BY (order_month)
COMMENT 'Orders and refunds, one shape whatever the source, in their own currency'
TBLPROPERTIES (
  'cxw.key' = 'order_id',
  'cxw.grain' = 'order line',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'order_number',
  'cxw.narrow' = 'bronze.billing_orders(_record_id), bronze.salesforce_opportunity(_record_id), bronze.hubspot_deals(_record_id), silver.merged_record(record_id)'
)
