-- Transactions follow the events that report them; most events report none.
SELECT transaction_id FROM silver.web_event_changes WHERE transaction_id IS NOT NULL
