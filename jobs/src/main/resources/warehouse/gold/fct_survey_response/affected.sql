-- Answers follow themselves, their question's configuration, and their customer: who it is, and its
-- attributes; and the tickets and calls by which it may have been followed up. A ticket that is or was
-- the first of all decides since when follow-ups are known.
WITH touched AS (
  SELECT ticket_id, customer_id FROM gold.fct_ticket_changes
  UNION
  SELECT t.ticket_id, t.customer_id
  FROM gold.fct_ticket t
  LEFT SEMI JOIN silver.ticket_event_changes e ON e.ticket_id = t.ticket_id
  UNION
  SELECT CAST(NULL AS STRING), customer_id FROM gold.fct_call_changes WHERE coalesce(direction = 'outbound', true)
),

begun AS (
  SELECT min(c.created_at) AS begun_at
  FROM gold.fct_ticket_changes c
  CROSS JOIN (SELECT min(created_at) AS created_at FROM gold.fct_ticket) first_ticket
  WHERE coalesce(c.created_at <= first_ticket.created_at, true)
)

SELECT response_id FROM silver.survey_response_changes
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.survey_question_changes q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
UNION
SELECT record_id FROM silver.customer_match_changes WHERE record_kind = 'survey_response'
UNION
SELECT m.record_id
FROM silver.customer_match m
JOIN gold.dim_customer_changes d ON d.customer_id = m.customer_id
WHERE m.record_kind = 'survey_response'
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN begun b ON r.responded_at >= b.begun_at
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN touched t ON t.ticket_id = r.ticket_id
UNION
SELECT m.record_id
FROM touched t
JOIN silver.customer_match m ON m.customer_id = t.customer_id
WHERE m.record_kind = 'survey_response'
