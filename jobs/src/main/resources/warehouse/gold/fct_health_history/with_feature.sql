-- What is known of subscribers at the end of a date, and nothing that came later.
-- Grain: one row per date of snapshot and customer with MRR above 0 on it.
-- gold.kpi_customer_health reads it too, with snapshot and since of its own: what the model learnt from is what it scores.
WITH contract AS (
  SELECT
    n.snapshot_date, s.customer_id,
    datediff(n.snapshot_date, min(s.start_date)) AS tenure_days,
    sum(s.mrr) FILTER (WHERE s.end_date IS NULL OR s.end_date > n.snapshot_date) AS mrr,
    sum(s.mrr) FILTER (WHERE s.start_date <= date_sub(n.snapshot_date, 90)
      AND (s.end_date IS NULL OR s.end_date > date_sub(n.snapshot_date, 90))) AS mrr_before,
    max(s.interval_months) FILTER (WHERE s.end_date IS NULL OR s.end_date > n.snapshot_date) AS contract_months,
    max_by(s.subscription_plan, struct(s.mrr, s.subscription_id)) FILTER (
      WHERE s.subscription_plan IS NOT NULL AND (s.end_date IS NULL OR s.end_date > n.snapshot_date)) AS plan,
    -- how often an interval of the price is over within 90 days: then it is easiest to leave
    max(if(s.interval_days IS NULL,
      floor(months_between(date_add(n.snapshot_date, 90), s.start_date) / s.interval_months)
        - floor(months_between(n.snapshot_date, s.start_date) / s.interval_months),
      (datediff(n.snapshot_date, s.start_date) + 90) DIV s.interval_days
        - datediff(n.snapshot_date, s.start_date) DIV s.interval_days))
      FILTER (WHERE s.end_date IS NULL OR s.end_date > n.snapshot_date) AS renewals
  FROM (
    SELECT *,
      interval_count * CASE billing_interval WHEN 'year' THEN 12D WHEN 'week' THEN 12D / 52 WHEN 'day' THEN 12D / 365 ELSE 1D END AS interval_months,
      -- null: a price for months or years, which are not of equal length
      nullif(interval_count, 0) * CASE billing_interval WHEN 'week' THEN 7L WHEN 'day' THEN 1L END AS interval_days
    FROM gold.fct_subscription
    WHERE mrr > 0 AND (end_date IS NULL OR end_date > start_date)) s
  JOIN snapshot n ON s.start_date <= n.snapshot_date AND (xxhash64(s.customer_id) & n.mask) = 0
  GROUP BY n.snapshot_date, s.customer_id
  HAVING bool_or(s.end_date IS NULL OR s.end_date > n.snapshot_date)
),

event AS (
  SELECT customer_id, kind, event_date, value, 90 AS days
  FROM gold.fct_ticket
  LATERAL VIEW stack(4,
    'ticket', created_date, if(reopens IS NULL, 0D, 1D),  -- 1: its source tells of reopenings
    'first_reply', first_reply_date, first_reply_minutes,
    'resolution', first_resolved_date, first_resolution_minutes,
    'reopening', business_date(first_reopened_at, :timezone), 1D) e AS kind, event_date, value
  WHERE customer_id IS NOT NULL AND created_month >= (SELECT since_month FROM since)
  UNION ALL
  SELECT customer_id, 'promise', outcome_date, if(status = 'breached', 1D, 0D), 90
  FROM gold.fct_ticket_sla
  WHERE customer_id IS NOT NULL AND status IN ('met', 'breached') AND started_month >= (SELECT since_month FROM since)
  UNION ALL
  SELECT customer_id, metric, response_date, score_normalized, 365
  FROM gold.fct_survey_response
  WHERE customer_id IS NOT NULL AND response_month >= (SELECT since_month FROM since)
  UNION ALL
  SELECT customer_id, 'contact', interaction_date, if(direction = 'inbound', 1D, NULL), 90  -- null: nobody tells whose it was
  FROM gold.fct_interaction
  WHERE customer_id IS NOT NULL AND coalesce(direction = 'inbound', true) AND interaction_month >= (SELECT contacts_since_month FROM since)
),

happened AS (
  SELECT
    n.snapshot_date, e.customer_id,
    count_if(e.kind = 'ticket') AS tickets,
    count_if(e.kind = 'reopening') AS reopenings,
    count_if(e.kind = 'ticket' AND e.value = 1) AS told_tickets,
    count_if(e.kind = 'promise') AS promises,
    count_if(e.kind = 'promise' AND e.value = 1) AS broken_promises,
    count_if(e.kind = 'contact' AND e.value IS NOT NULL) AS contacts,
    bool_or(e.kind = 'contact' AND e.value IS NULL) AS has_untold_contact,
    round(avg(e.value) FILTER (WHERE e.kind = 'first_reply'), 9) AS first_reply_minutes,  -- equal means are equal
    round(avg(e.value) FILTER (WHERE e.kind = 'resolution'), 9) AS resolution_minutes,
    round(avg(e.value) FILTER (WHERE e.kind = 'nps'), 9) AS nps,
    round(avg(e.value) FILTER (WHERE e.kind = 'csat'), 9) AS csat,
    round(avg(e.value) FILTER (WHERE e.kind = 'ces'), 9) AS ces
  FROM event e
  JOIN snapshot n
    ON e.event_date <= n.snapshot_date AND e.event_date > date_sub(n.snapshot_date, e.days)
    AND (xxhash64(e.customer_id) & n.mask) = 0
  GROUP BY n.snapshot_date, e.customer_id
),

-- before the first of all tickets nobody knows of any
begun AS (
  SELECT min(first_ticket) AS first_ticket, min(first_contact) AS first_contact
  FROM (
    SELECT min(created_date) AS first_ticket, CAST(NULL AS DATE) AS first_contact
    FROM gold.fct_ticket
    WHERE created_month >= (SELECT since_month FROM since)
    UNION ALL
    SELECT NULL, min(interaction_date)
    FROM gold.fct_interaction
    WHERE interaction_month >= (SELECT contacts_since_month FROM since))
)

SELECT
  c.snapshot_date,
  c.customer_id,
  c.tenure_days,
  c.mrr,
  CAST(c.mrr - c.mrr_before AS DOUBLE) / CAST(c.mrr_before AS DOUBLE) AS mrr_change_90d,
  c.contract_months,
  CAST(c.renewals AS BIGINT) AS renewals_90d,
  if(c.snapshot_date >= b.first_ticket, coalesce(h.tickets, 0), NULL) AS tickets_90d,
  h.first_reply_minutes AS first_reply_minutes_90d,
  h.resolution_minutes AS resolution_minutes_90d,
  -- of tickets of which nobody tells it, none is known not to be
  if(c.snapshot_date >= b.first_ticket AND NOT coalesce(h.tickets > 0 AND h.told_tickets = 0 AND h.reopenings = 0, false),
    coalesce(h.reopenings, 0), NULL) AS reopened_tickets_90d,
  if(c.snapshot_date >= b.first_ticket AND NOT coalesce(h.tickets > 0 AND h.promises = 0, false),
    coalesce(h.broken_promises, 0), NULL) AS broken_promises_90d,
  h.nps AS nps_365d,
  h.csat AS csat_365d,
  h.ces AS ces_365d,
  if(c.snapshot_date >= b.first_contact AND NOT coalesce(h.has_untold_contact, false), coalesce(h.contacts, 0), NULL)
    AS contacts_90d,
  -- A list of customers that came later has the plan of its own day, and none of who had left by then.
  coalesce(c.plan, d.plan) AS plan,
  d.industry, d.acquisition_channel, d.region, d.country
FROM contract c
CROSS JOIN begun b
LEFT JOIN happened h ON h.customer_id = c.customer_id AND h.snapshot_date = c.snapshot_date
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND c.snapshot_date >= d.valid_from AND (d.valid_to IS NULL OR c.snapshot_date < d.valid_to)
