-- Orders valued in the reporting currency; those that no rate values yet wait among the rejected rows.
-- Grain: one row per order line.
CREATE TABLE silver.order_value (
  order_id STRING COMMENT 'Order line of silver.orders',
  order_date DATE COMMENT 'Business date of the order, which decides the rate',
  order_month DATE COMMENT 'First day of the month of order_date',
  fx_rate DECIMAL(19,10) COMMENT 'Units of the reporting currency for one unit of the order’s currency',
  amount_reporting DECIMAL(18,4) COMMENT 'Amount in the reporting currency, rounded half up'
)
USING delta
PARTITIONED BY (order_month)
COMMENT 'Orders valued in the reporting currency; those that no rate values yet wait among the rejected rows'
TBLPROPERTIES (
  'cxw.key' = 'order_id',
  'cxw.grain' = 'order line',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'order_id',
  'cxw.narrow' = 'silver.orders(order_id)'
)
