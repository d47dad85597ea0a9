-- gold.fct_interaction names the record of a contact, by record_id and type: order, ticket, comment,
-- submission, visit (its events), experience, mention, conversation (its turns), call.
-- Not listed: records of the customer, which give the segments.
-- Grain: one row per contact and record.
SELECT interaction_id AS id, named_in, record_id
FROM contact_record
WHERE interaction_date BETWEEN :window_start AND :window_end
