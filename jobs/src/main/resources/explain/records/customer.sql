-- gold.dim_customer names the customer: by customer_id the records that are this customer
-- (silver.customer_record, silver.customer_profile).
-- Not listed: customers whom only other records mention, such as orders of somebody whom no source lists.
-- Grain: one row per record.
SELECT customer_id AS id, 'silver.customer_profile' AS named_in, customer_source_key AS record_id
FROM silver.customer_record
