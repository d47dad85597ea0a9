-- gold.fct_interaction names the records of the contacts of the 90 days, by customer_id and type: orders,
-- tickets, comments, submissions, visits (their events), experiences, mentions, conversations (their turns), calls.
-- Not listed: records of the customer, which give the segments.
-- Grain: one row per customer and record.
SELECT customer_id AS id, named_in, record_id
FROM contact_record
WHERE customer_id IS NOT NULL AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
