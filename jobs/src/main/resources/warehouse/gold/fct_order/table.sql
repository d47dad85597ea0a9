-- Orders and refunds up to as_of, in the reporting currency, with their customer.
-- Grain: one row per order line.
CREATE TABLE gold.fct_order (
  order_id STRING COMMENT 'Order line: order_number, of an order with several lines with its line after it (|line or |product); x_… where the source gave no id',
  order_number STRING COMMENT 'Order that the line belongs to, <source>:<native id>; what refund_of names',
  line_number INT COMMENT 'Place of the line among those of its order that count, sales before refunds: count rows with 1 to count orders',
  source STRING COMMENT 'Source that delivered the order',
  customer_source_key STRING COMMENT 'Customer as the source names it',
  customer_id STRING COMMENT 'Customer; null: unknown',
  customer_key BIGINT COMMENT 'dim_customer: the customer as valid on the date; -1: unknown',
  is_inferred BOOLEAN COMMENT 'The date lies before the customer’s first known version, which stands in',
  ordered_at TIMESTAMP COMMENT 'When it was ordered or refunded (UTC)',
  order_date DATE COMMENT 'Business date of ordered_at',
  order_month DATE COMMENT 'First day of the month of order_date',
  amount DECIMAL(18,4) COMMENT 'Amount in its own currency; refunds are negative',
  currency STRING COMMENT 'Currency of amount',
  amount_reporting DECIMAL(18,4) COMMENT 'Amount in the reporting currency at fx_rate; additive',
  fx_rate DECIMAL(19,10) COMMENT 'Latest rate on or before order_date',
  quantity DECIMAL(18,4) COMMENT 'Units',
  product STRING COMMENT 'Product as the source calls it',
  channel STRING COMMENT 'Sales channel in the words of support.channels, as delivered where they do not name it',
  is_refund BOOLEAN COMMENT 'Money given back',
  refund_of STRING COMMENT 'order_number of the sale that a refund names',
  promised_at TIMESTAMP COMMENT 'Delivery promised by (UTC)',
  delivered_at TIMESTAMP COMMENT 'When it was delivered (UTC)',
  country STRING COMMENT 'Customer’s country on the date; null: unknown',
  region STRING COMMENT 'Customer’s region on the date; null: unknown',
  industry STRING COMMENT 'Customer’s industry on the date; null: unknown',
  plan STRING COMMENT 'Customer’s plan on the date; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown'
)
USING delta
PARTITIONED BY (order_month)
COMMENT 'Orders and refunds up to as_of, in the reporting currency, with their customer'
TBLPROPERTIES (
  'cxw.key' = 'order_id',
  'cxw.grain' = 'order line',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'order_id',
  'cxw.narrow' = 'silver.orders(order_id), silver.order_value(order_id)'
)
