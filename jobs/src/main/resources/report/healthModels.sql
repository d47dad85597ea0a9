-- Models of who leaves, of the last fit up to :as_of.
-- Grain: one row per model.
SELECT
  model, fit_date, fit_status, message, is_published, test_rows, base_rate, brier_score, base_rate_brier_score, auc_pr,
  calibration_slope
FROM gold.kpi_health_model
WHERE fit_date = (SELECT max(fit_date) FROM gold.kpi_health_model WHERE fit_date <= :as_of)
ORDER BY is_published DESC, model
