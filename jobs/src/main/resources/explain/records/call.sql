-- gold.fct_call names the call: by call_id its record (silver.call).
-- Not listed: records of the customer, which give the segments.
-- Grain: one row per call.
SELECT call_id AS id, 'silver.call' AS named_in, call_id AS record_id
FROM silver.call
