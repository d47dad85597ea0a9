-- fail every_record_has_a_customer: a record without a customer would lose its events
SELECT customer_source_key FROM candidate WHERE customer_id IS NULL;

-- warn customer_of_many_records: records of one source that identity made one customer; a key that should not link may be behind it
SELECT customer_id, source, count(*) AS records
FROM after
LEFT SEMI JOIN candidate USING (customer_id)
GROUP BY customer_id, source
HAVING count(*) > 50;
