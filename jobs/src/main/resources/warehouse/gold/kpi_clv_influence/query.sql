-- Customers who bend a fit, one row each. Grain: fit date × segment × model × customer.
-- Rule: docs/decisions/clv.md (customers who bend a fit).
SELECT fit_date, segment_name, segment_value, model, i.customer_id, i.parameter, i.change, i.change_approximated
FROM gold.kpi_clv_model
LATERAL VIEW explode(influences) AS i
