-- Answers follow themselves, their question's configuration, and their customer: its link (merges,
-- splits, late arrival) and its attributes; and the tickets on which it may have been followed up.
WITH named AS (
  SELECT response_id, explode(coalesce(customer_keys, array(customer_source_key))) AS lookup_key
  FROM silver.survey_response
),

touched AS (
  SELECT ticket_id, customer_id FROM gold.fct_ticket_changes
  UNION
  SELECT t.ticket_id, t.customer_id
  FROM gold.fct_ticket t
  LEFT SEMI JOIN silver.ticket_event_changes e ON e.ticket_id = t.ticket_id
)

SELECT response_id FROM silver.survey_response_changes
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.survey_question_changes q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
UNION
SELECT r.response_id
FROM named r
JOIN silver.customer_lookup_changes l ON l.lookup_key = r.lookup_key
UNION
SELECT r.response_id
FROM named r
JOIN silver.customer_lookup l ON l.lookup_key = r.lookup_key
JOIN gold.dim_customer_changes d ON d.customer_id = l.customer_id
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN touched t ON t.ticket_id = r.ticket_id
UNION
SELECT r.response_id
FROM touched t
JOIN silver.customer_lookup l ON l.customer_id = t.customer_id
JOIN named r ON r.lookup_key = l.lookup_key
