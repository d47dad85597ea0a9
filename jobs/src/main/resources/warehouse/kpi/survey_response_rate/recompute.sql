-- The total of survey_response_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(responded) AS DOUBLE) / nullif(CAST(sum(response_known) AS DOUBLE), 0) AS value
FROM gold.kpi_invitation_daily
WHERE sent_date BETWEEN :window_start AND :window_end
