-- What a customer bought on a day, refunds netted: purchase events of lifetime value, cohorts and
-- order-based churn.
-- Grain: one row per known customer and day with a sale or refund.
CREATE TABLE gold.fct_purchase_day (
  customer_id STRING COMMENT 'Customer',
  purchase_date DATE COMMENT 'Business date',
  purchase_month DATE COMMENT 'First day of the month of purchase_date',
  is_purchase BOOLEAN COMMENT 'Makes the customer active: a sale of the day, free ones included, was not wholly refunded',
  sales INT COMMENT 'Sales of the day: orders, whatever their lines; additive',
  sales_kept INT COMMENT 'Sales of the day that no refund names in full; additive',
  net_amount DECIMAL(28,4) COMMENT 'Sales less the refunds that name them whenever they came, less the day’s other refunds: the value of the purchase, reporting currency',
  booked_amount DECIMAL(28,4) COMMENT 'Sales and refunds by their own date, reporting currency: the day’s revenue; additive',
  country STRING COMMENT 'Customer’s country on the date; null: unknown',
  region STRING COMMENT 'Customer’s region on the date; null: unknown',
  industry STRING COMMENT 'Customer’s industry on the date; null: unknown',
  plan STRING COMMENT 'Customer’s plan on the date; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown'
)
USING delta
PARTITIONED BY (purchase_month)
COMMENT 'What a customer bought on a day, refunds netted: purchase events of lifetime value, cohorts and order-based churn'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, purchase_date',
  'cxw.grain' = 'known customer and day with a sale or refund',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_order(customer_id)'
)
