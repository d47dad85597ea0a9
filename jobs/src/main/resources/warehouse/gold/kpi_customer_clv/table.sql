-- What each customer has been worth and is expected to be worth, as known on a date.
-- Grain: one row per as-of date and customer.
CREATE TABLE gold.kpi_customer_clv (
  as_of_date DATE COMMENT 'Business date up to which purchases are known',
  customer_id STRING COMMENT 'Customer with at least one purchase day that was not wholly refunded',
  frequency BIGINT COMMENT 'Purchase days after the first',
  recency_days INT COMMENT 'Days from the first purchase day to the last',
  age_days INT COMMENT 'Days from the first purchase day to as_of_date',
  monetary_value DOUBLE COMMENT 'Mean net value of the purchase days after the first, in the reporting currency; 0 without any',
  p_alive DOUBLE COMMENT 'Probability that the customer still buys; under bgnbd 1 for one-time buyers, so no churn score',
  p_alive_model STRING COMMENT 'Purchase model whose fit serves p_alive and the expected orders; null where none is ok',
  fit_date DATE COMMENT 'Date of that fit: the latest ok month end up to as_of_date',
  expected_orders_12m DOUBLE COMMENT 'Expected purchase days in the next clv.horizon-months (12) months of 4.345 weeks',
  expected_order_value DOUBLE COMMENT 'Expected net value of a purchase day; for one-time buyers the mean of the population',
  clv_12m DOUBLE COMMENT 'Margin of the expected orders of the next clv.horizon-months (12) months, discounted by month; null without an ok fit',
  historical_value DECIMAL(18,4) COMMENT 'Net revenue to date in the reporting currency, refunds without a sale included',
  clv_tier STRING COMMENT 'high: top 20 % by clv_12m; medium: next 30 %; low: rest; ties by customer_id',
  rfm_r INT COMMENT 'Recency quintile, 5 = bought last; ties by customer_id',
  rfm_f INT COMMENT 'Frequency quintile, 5 = most purchase days; ties by customer_id',
  rfm_m INT COMMENT 'Monetary quintile by historical_value, 5 = most; ties by customer_id'
)
USING delta
PARTITIONED BY (as_of_date)
COMMENT 'What each customer has been worth and is expected to be worth, as known on a date'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, customer_id',
  'cxw.grain' = 'as-of date and customer',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.keep_dates' = '35'
)
