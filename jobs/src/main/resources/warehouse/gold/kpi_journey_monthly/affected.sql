-- Months whose answers changed, those with changed contacts, and the months before from which customers
-- may have moved on by these.
SELECT explode(sequence(
    CAST(trunc(date_sub(interaction_month, :journey_move_on_days), 'MM') AS DATE),
    interaction_month, INTERVAL 1 MONTH)) AS month
FROM (SELECT DISTINCT interaction_month FROM gold.fct_interaction_changes)
UNION
SELECT metric_month FROM gold.kpi_survey_daily_changes
