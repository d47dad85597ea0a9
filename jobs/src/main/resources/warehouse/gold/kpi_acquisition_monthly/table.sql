-- What a new customer cost and is expected to bring, by month and the channel that won the customer.
-- Grain: one row per month and segment (all, or acquisition channel).
-- Rule: docs/decisions/revenue.md (acquisition cost).
CREATE TABLE gold.kpi_acquisition_monthly (
  month DATE COMMENT 'First day of the month',
  segment_name STRING COMMENT 'all or acquisition_channel',
  segment_value STRING COMMENT 'all, or the channel; unknown: spend of no channel, and customers of whom nobody tells how they were won',
  spend DECIMAL(28,4) COMMENT 'Marketing spend of the month in the reporting currency; null: none was delivered; additive',
  spend_days BIGINT COMMENT 'Days of the month for which spend was delivered; fewer than it has: spend may be incomplete',
  new_customers BIGINT COMMENT 'Customers whose first purchase or first paid subscription fell into the month; additive',
  cac DOUBLE COMMENT 'Customer acquisition cost: spend / new_customers; null where spend was not delivered, nobody was won, or the channel is unknown',
  clv_customers BIGINT COMMENT 'New customers of the month whose expected value is known at as_of; additive',
  clv_12m_mean DOUBLE COMMENT 'Mean over them of clv_12m (gold.kpi_customer_clv) at as_of; null where it is known of none',
  clv_to_cac DOUBLE COMMENT 'clv_12m_mean / cac; null where either is unknown or cac is 0',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of'
)
USING delta
COMMENT 'What a new customer cost and is expected to bring, by month and the channel that won the customer'
TBLPROPERTIES (
  'cxw.key' = 'month, segment_name, segment_value',
  'cxw.grain' = 'month and segment',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'full'
)
