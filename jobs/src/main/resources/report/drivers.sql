-- What goes with churn and repeat purchases, by the latest month end, for windows of 90 days.
-- Grain: one row per outcome and driver.
SELECT
  outcome,
  driver,
  max(window_end) AS window_end,
  max(n) AS customers,
  max(estimate) FILTER (WHERE statistic = 'odds_ratio') AS odds_ratio,
  max(ci_low) FILTER (WHERE statistic = 'odds_ratio') AS low,
  max(ci_high) FILTER (WHERE statistic = 'odds_ratio') AS high,
  max(q_value) FILTER (WHERE statistic = 'odds_ratio') AS q_value,
  max(estimate) FILTER (WHERE statistic = 'spearman') AS correlation,
  max(fit_status) FILTER (WHERE statistic = 'odds_ratio') AS fit_status,
  max(message) FILTER (WHERE statistic = 'odds_ratio') AS message,
  max(reversed_by) FILTER (WHERE is_sign_reversed) AS reversed_by
FROM gold.kpi_cx_driver
WHERE window_name = '90d' AND as_of_date = (SELECT max(as_of_date) FROM gold.kpi_cx_driver WHERE as_of_date <= :as_of)
GROUP BY outcome, driver
ORDER BY outcome DESC, q_value NULLS LAST, abs(correlation) DESC NULLS LAST, driver
