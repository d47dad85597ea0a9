-- When an agent was in touch, of each ticket and of each customer, whose ids never meet: in public on a
-- ticket, or by a call that the customer answered. And when nobody can tell whether one was.
-- Grain: one row per ticket or customer.
-- Rule: docs/decisions/survey.md, Closing the loop.
WITH touch AS (
  SELECT
    e.event_at AS from_at, e.event_at AS to_at,
    e.is_public IS NOT NULL AND e.actor_role IS NOT NULL AND (e.kind <> 'created' OR t.opened_by IS NOT NULL) AS is_contact,
    false AS is_call,
    explode(array(t.ticket_id, t.customer_id)) AS who
  FROM silver.ticket_event e
  JOIN gold.fct_ticket t ON t.ticket_id = e.ticket_id
  WHERE NOT coalesce(e.actor_id = t.requester_id, false) AND coalesce(e.is_public, e.kind = 'reply')
    AND coalesce(e.actor_role, 'agent') = 'agent'
    AND if(e.kind = 'created', coalesce(t.opened_by, 'agent') = 'agent', e.kind = 'reply' AND e.event_at > t.created_at)
  UNION ALL
  -- where replies are not known, anybody may have replied: not before a first reply that is told, and
  -- to others than who rated it not once it was resolved
  SELECT coalesce(first_reply_at, created_at), over_at, false, false, who
  FROM gold.fct_ticket
  LATERAL VIEW inline(array(
    struct(ticket_id AS who, CAST(NULL AS TIMESTAMP) AS over_at),
    struct(customer_id AS who, resolved_at AS over_at))) w AS who, over_at
  WHERE agent_replies IS NULL AND NOT coalesce(is_unanswered, false)
  UNION ALL
  SELECT started_at, started_at, coalesce(is_answered AND direction = 'outbound', false), true, customer_id
  FROM gold.fct_call
  WHERE coalesce(direction = 'outbound', true) AND coalesce(is_answered, true)
)

SELECT
  who,
  collect_list(from_at) FILTER (WHERE is_contact AND NOT is_call) AS times,
  collect_list(from_at) FILTER (WHERE is_contact AND is_call) AS calls,
  collect_list(struct(from_at, to_at)) FILTER (WHERE NOT is_contact) AS doubts
FROM touch
WHERE who IS NOT NULL
GROUP BY who
