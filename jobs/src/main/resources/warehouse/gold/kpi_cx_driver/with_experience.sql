-- What customers met in a window, as it was known at its end.
-- Grain: one row per outcome, window and customer who answered, or had a ticket or promise in it.
-- Means are of decimals, so that they do not depend on the order of rows, and have fewer digits than
-- what they are means of, so that equal ones are ties. Of tickets the first reply, the first resolution
-- and the first reopening count, each on its own date: later ones would tell what came after the window.
WITH part AS (
  SELECT /*+ broadcast(p) */ p.outcome, p.window_name, r.customer_id,
    round(avg(CAST(r.score_normalized AS DECIMAL(18, 12))) FILTER (WHERE r.metric = 'nps'), 9) AS nps,
    round(avg(CAST(r.score_normalized AS DECIMAL(18, 12))) FILTER (WHERE r.metric = 'csat'), 9) AS csat,
    round(avg(CAST(r.score_normalized AS DECIMAL(18, 12))) FILTER (WHERE r.metric = 'ces'), 9) AS ces,
    NULL AS first_reply, NULL AS resolution, NULL AS reopens, NULL AS contacts, NULL AS is_untold, NULL AS sla_breaches
  FROM gold.fct_survey_response r
  JOIN span p ON r.response_date BETWEEN p.window_start AND p.window_end
  WHERE r.response_month >= trunc(date_sub(:as_of, 120 + greatest(90, :inactive_after_days)), 'MM')
    AND r.customer_id IS NOT NULL AND pmod(xxhash64(r.customer_id), (SELECT max(draw_every) FROM span)) = 0
  GROUP BY p.outcome, p.window_name, r.customer_id
  UNION ALL
  SELECT /*+ broadcast(p) */ p.outcome, p.window_name, t.customer_id, NULL, NULL, NULL,
    round(avg(CAST(t.first_reply_minutes AS DECIMAL(18, 9))) FILTER (
      WHERE t.first_reply_date BETWEEN p.window_start AND p.window_end), 7),
    round(avg(CAST(t.first_resolution_minutes AS DECIMAL(18, 9))) FILTER (
      WHERE t.first_resolved_date BETWEEN p.window_start AND p.window_end), 7),
    sum(CAST(coalesce(t.reopened_date BETWEEN p.window_start AND p.window_end, false) AS INT)) FILTER (
      WHERE t.reopens IS NOT NULL
        AND (t.first_resolved_date BETWEEN p.window_start AND p.window_end
          OR t.reopened_date BETWEEN p.window_start AND p.window_end)),
    count_if(t.created_date >= p.window_start AND t.opened_by <> 'agent'),
    bool_or(t.created_date >= p.window_start AND t.opened_by IS NULL),
    NULL
  FROM (SELECT *, business_date(first_reopened_at, :timezone) AS reopened_date FROM gold.fct_ticket) t
  JOIN span p
    ON t.created_date <= p.window_end AND (
      t.created_date >= p.window_start
      OR t.first_reply_date BETWEEN p.window_start AND p.window_end
      OR t.first_resolved_date BETWEEN p.window_start AND p.window_end
      OR t.reopened_date BETWEEN p.window_start AND p.window_end)
  WHERE t.customer_id IS NOT NULL AND pmod(xxhash64(t.customer_id), (SELECT max(draw_every) FROM span)) = 0
  GROUP BY p.outcome, p.window_name, t.customer_id
  UNION ALL
  SELECT /*+ broadcast(p) */ p.outcome, p.window_name, s.customer_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    count_if(s.status = 'breached')
  FROM gold.fct_ticket_sla s
  JOIN span p ON s.outcome_date BETWEEN p.window_start AND p.window_end
  WHERE s.customer_id IS NOT NULL AND pmod(xxhash64(s.customer_id), (SELECT max(draw_every) FROM span)) = 0
  GROUP BY p.outcome, p.window_name, s.customer_id
)

SELECT
  outcome,
  window_name,
  customer_id,
  CAST(max(nps) AS DOUBLE) AS nps,
  CAST(max(csat) AS DOUBLE) AS csat,
  CAST(max(ces) AS DOUBLE) AS ces,
  ln(1D + max(first_reply)) AS first_reply,
  ln(1D + max(resolution)) AS resolution,
  CAST(max(reopens) AS DOUBLE) AS reopens,
  CAST(max(contacts) AS DOUBLE) AS contacts,
  coalesce(bool_or(is_untold), false) AS is_contact_untold,  -- whether a ticket was the customer's contact or an agent's
  CAST(max(sla_breaches) AS DOUBLE) AS sla_breaches
FROM part
GROUP BY outcome, window_name, customer_id
