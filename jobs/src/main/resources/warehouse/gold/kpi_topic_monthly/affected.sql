-- Months in which tickets changed, and those after them, which are compared with them.
SELECT explode(array(created_month, CAST(add_months(created_month, 1) AS DATE))) AS month
FROM gold.fct_ticket_changes
