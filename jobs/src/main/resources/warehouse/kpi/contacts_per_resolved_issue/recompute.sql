-- The total of contacts_per_resolved_issue over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(customer_contacts) AS DOUBLE)
  / nullif(CAST(sum(tickets_contacts_known) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
