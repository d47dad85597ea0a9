-- Purchase days in parts by when each became known, so that lifetime value can look at any past date
-- without hindsight.
-- Grain: one row per customer, date of purchase and date on which the sale or refund became known.
CREATE TABLE gold.fct_purchase_part (
  customer_id STRING COMMENT 'Customer who bought; orders of nobody known are left out',
  purchase_date DATE COMMENT 'Business date of the sales; of a refund that names a sale of the customer, the date of that sale',
  effective_date DATE COMMENT 'Business date from which this part is known: of the sale, or of the refund. Sum the parts up to a date to see the day as it stood then',
  purchase_month DATE COMMENT 'First day of the month of purchase_date',
  sales BIGINT COMMENT 'Sales, free ones included; additive',
  sales_kept BIGINT COMMENT 'Change in the number of sales that no refund undid wholly: sales, less those undone by this part; additive',
  kept_value DECIMAL(28,4) COMMENT 'Change in the net value of those sales, reporting currency; additive',
  loose_refund_value DECIMAL(28,4) COMMENT 'Refunds of the day that name no sale of the customer, negative, reporting currency; additive',
  net_value DECIMAL(28,4) COMMENT 'Change in the net value of the day, reporting currency; additive'
)
USING delta
PARTITIONED BY (purchase_month)
COMMENT 'Purchase days in parts by when each became known, so that lifetime value can look at any past date without hindsight'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, purchase_date, effective_date',
  'cxw.grain' = 'customer, date of purchase and date on which the sale or refund became known',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_id',
  'cxw.narrow' = 'gold.fct_order(customer_id)'
)
