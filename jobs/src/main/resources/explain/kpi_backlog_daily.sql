-- Tickets of gold.kpi_backlog_daily at the end of the window.
-- Grain: one row per ticket that is open then.
SELECT
  'ticket' AS _kind,
  ticket_id AS _id,
  :window_end AS metric_date,
  source, status, age_band,
  sum(change) AS tickets
FROM gold.fct_backlog_change
WHERE metric_date <= :window_end
GROUP BY ticket_id, source, status, age_band
HAVING sum(change) <> 0
