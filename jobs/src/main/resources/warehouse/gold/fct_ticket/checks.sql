-- fail resolved_has_resolution_order: the last resolution lies before the first
SELECT ticket_id FROM candidate WHERE resolved_at < first_resolved_at;

-- fail open_ticket_is_resolved: an open ticket has no full resolution
SELECT ticket_id FROM candidate WHERE resolved_at IS NOT NULL AND NOT is_resolved;

-- fail reply_before_creation: a first reply comes after creation
SELECT ticket_id FROM candidate WHERE first_reply_at <= created_at;

-- fail waits_beyond_life: waits are no longer than the time since creation
SELECT ticket_id FROM candidate
WHERE requester_wait_minutes < 0 OR agent_wait_minutes < 0 OR hold_minutes > requester_wait_minutes;

-- fail business_beyond_calendar: working time is no longer than calendar time
SELECT ticket_id FROM candidate
WHERE first_reply_business_minutes > first_reply_minutes + 1e-6
  OR resolution_business_minutes > resolution_minutes + 1e-6
  OR requester_wait_business_minutes > requester_wait_minutes + 1e-6
  OR agent_wait_business_minutes > agent_wait_minutes + 1e-6
  OR next_reply_business_minutes > next_reply_minutes + 1e-6;

-- warn resolved_before_creation: the source says that the ticket was resolved before it was created: it has no duration
SELECT ticket_id FROM candidate WHERE first_resolved_at < created_at OR resolved_at < created_at;

-- warn beginning_not_delivered: the history of the ticket begins after its opening, or ends before what its record says: replies, reopenings and waits are not known
SELECT c.ticket_id
FROM candidate c
JOIN silver.ticket_life l ON l.ticket_id = c.ticket_id
WHERE l.is_partial;

-- warn author_unknown: an author of public comments is in no delivery of users, or a comment does not say whether it is public: whether an agent replied, and when, is not known
SELECT c.ticket_id
FROM candidate c
JOIN silver.ticket_life l ON l.ticket_id = c.ticket_id
WHERE l.has_unknown_author;

-- warn resolved_without_time: the source does not say when the ticket was resolved
SELECT ticket_id FROM candidate WHERE is_resolved AND resolved_at IS NULL;

-- warn customer_unknown: More of a source's new tickets than identity.max-unresolved-share name a customer that no source delivered
SELECT source, count(*) AS tickets, count(customer_id) AS known FROM candidate
WHERE customer_source_key IS NOT NULL
GROUP BY source
HAVING count(*) >= 20 AND count(customer_id) < count(*) * (1 - :max_unresolved_share);

-- warn customer_unknown_jump: More of a source's new tickets than of those of the three months before name a customer that no source delivered
WITH new AS (
  SELECT source, count(*) AS n, count_if(customer_id IS NULL) AS unresolved FROM candidate
  WHERE customer_source_key IS NOT NULL GROUP BY source
),

former AS (
  SELECT source, count(*) AS former_n, count_if(customer_id IS NULL) AS former_unresolved
  FROM after LEFT ANTI JOIN candidate USING (ticket_id)
  WHERE customer_source_key IS NOT NULL AND created_month >= add_months(trunc(:as_of, 'MM'), -3) GROUP BY source
)

SELECT * FROM new JOIN former USING (source)
WHERE n >= 20 AND former_n >= 100 AND wilson_low(unresolved, n) > former_unresolved / former_n + 0.05
