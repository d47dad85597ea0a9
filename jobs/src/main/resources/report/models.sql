-- Fits of the value and tenure models of all customers.
-- Grain: one row per model.
SELECT
  model, fit_date, fit_status, message, customers, repeaters, holdout_bias, holdout_correlation, holdout_mse, holdout_mse_same_rate,
  is_published
FROM gold.kpi_clv_model
WHERE segment_name = 'all'
  AND fit_date = (SELECT max(fit_date) FROM gold.kpi_clv_model WHERE segment_name = 'all' AND fit_date <= :as_of)
ORDER BY is_published DESC, model
