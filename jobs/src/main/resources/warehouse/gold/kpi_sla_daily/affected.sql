-- Dates of promises that changed; what is still open has none.
SELECT outcome_date AS metric_date FROM gold.fct_ticket_sla_changes WHERE outcome_date IS NOT NULL
