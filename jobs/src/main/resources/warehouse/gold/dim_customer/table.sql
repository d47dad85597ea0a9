-- Customers with their attributes by period, as facts join them.
-- Grain: one row per customer and period in which no attribute changed; the member unknown stands for
-- none.
-- Rule: docs/decisions/customer.md (attributes over time).
CREATE TABLE gold.dim_customer (
  customer_key BIGINT COMMENT 'Surrogate key of customer and period, the same in every rebuild; -1 for the member unknown',
  customer_id STRING COMMENT 'The customer; unknown for events that no customer is known for',
  valid_from DATE COMMENT 'First business date of the period',
  match_from DATE COMMENT 'First business date for which facts take this period: earlier than valid_from for the first one, so that an event before it finds it',
  valid_to DATE COMMENT 'Business date after the period; null while it lasts',
  is_current BOOLEAN COMMENT 'Whether the period still lasts',
  acquired_date DATE COMMENT 'Business date on which any source created the customer, or first delivered it where none says',
  first_seen_source STRING COMMENT 'Source of that date',
  country STRING COMMENT 'Country (ISO 3166-1 code of two letters; a name that is not known as delivered): of the contact or billing address, else of the account',
  region STRING COMMENT 'Sales region',
  industry STRING COMMENT 'Industry',
  plan STRING COMMENT 'Plan',
  acquisition_channel STRING COMMENT 'Channel by which the customer was won, in the words of the configuration'
) USING delta
COMMENT 'Customers by period, with the segment columns'
TBLPROPERTIES (
  'cxw.key' = 'customer_key',
  'cxw.grain' = 'customer and period in which no attribute changed',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
