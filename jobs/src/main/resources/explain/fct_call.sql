-- Calls of gold.fct_call, one by one.
-- Grain: one row per call.
SELECT 'call' AS _kind, call_id AS _id, *
FROM gold.fct_call
