-- What was known about a customer when: attributes by period (slowly changing dimension, type 2).
-- Grain: one row per customer and period in which no attribute changed.
-- Rule: docs/decisions/customer.md (attributes over time).
CREATE TABLE silver.customer (
  customer_id STRING COMMENT 'The customer',
  valid_from DATE COMMENT 'First business date of the period; of the first period, the date on which the customer was created or first delivered',
  valid_to DATE COMMENT 'Business date after the period; null while it lasts',
  is_current BOOLEAN COMMENT 'Whether the period still lasts',
  acquired_date DATE COMMENT 'Business date on which any source created the customer, or first delivered it where none says',
  first_seen_source STRING COMMENT 'Source of that date; of several, the first by name',
  country STRING COMMENT 'Country (ISO 3166-1 code of two letters; a name that is not known as delivered): of the contact or billing address, else of the account',
  region STRING COMMENT 'Sales region',
  industry STRING COMMENT 'Industry',
  plan STRING COMMENT 'Plan',
  acquisition_channel STRING COMMENT 'Channel by which the customer was won, in the words of the configuration'
) USING delta
COMMENT 'Customers with their attributes by period'
TBLPROPERTIES (
  'cxw.key' = 'customer_id, valid_from',
  'cxw.grain' = 'customer and period in which no attribute changed',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
