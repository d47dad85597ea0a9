-- Customers who bend a fit.
-- Grain: one row per fit date, segment, model and customer.
-- Rule: docs/decisions/clv.md (customers who bend a fit).
SELECT fit_date, segment_name, segment_value, model, i.customer_id, i.parameter, i.change, i.change_approximated
FROM gold.kpi_clv_model
LATERAL VIEW explode(influences) AS i
