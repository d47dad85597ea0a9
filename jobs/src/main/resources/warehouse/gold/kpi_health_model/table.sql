-- Models of who leaves within 90 days: what was learnt, how well it told the future, and whether it
-- may serve.
-- Grain: one row per fit date and model.
-- Rules: docs/decisions/health.md.
CREATE TABLE gold.kpi_health_model (
  fit_date DATE COMMENT 'Last business date of the data; a month end, or the as-of date where health.refit is every-run',
  model STRING COMMENT 'logistic_regression or gradient_boosted_trees',
  fit_status STRING COMMENT 'ok (beats the base rate by more than chance), no_better, too_few',
  message STRING COMMENT 'Why the fit is not ok, null where it is',
  is_published BOOLEAN COMMENT 'Whether it serves: of the fits of the date that are ok, the one with the greater auc_pr',
  training_rows BIGINT COMMENT 'Customers and dates that the model was learnt from',
  training_churned BIGINT COMMENT 'Those of them who had left 90 days later',
  calibration_rows BIGINT COMMENT 'Customers and dates that probabilities were set by',
  calibration_churned BIGINT COMMENT 'Those of them who had left',
  test_date DATE COMMENT 'Date on which the test’s customers were looked at, 90 days before fit_date and later than all that was learnt from',
  test_rows BIGINT COMMENT 'Customers in the test',
  test_churned BIGINT COMMENT 'Those of them who had left 90 days later',
  base_rate DOUBLE COMMENT 'test_churned / test_rows',
  brier_score DOUBLE COMMENT 'Mean squared difference of probability and outcome in the test; 0 is best',
  base_rate_brier_score DOUBLE COMMENT 'The same where everybody is given base_rate, which no other single number beats',
  brier_gain DOUBLE COMMENT 'base_rate_brier_score − brier_score',
  brier_gain_low DOUBLE COMMENT 'Lower end of its 95 % interval; above 0 the model beats the base rate by more than chance',
  auc_pr DOUBLE COMMENT 'Area under the curve of precision and recall in the test (average precision); base_rate is what chance gives',
  calibration_intercept DOUBLE COMMENT 'Of the logistic regression of the outcome on the log-odds of the probability, in the test; 0 is best, null where it has no solution',
  calibration_slope DOUBLE COMMENT 'Its slope; 1 is best, below 1 probabilities are too far apart',
  calibration_bins ARRAY<STRUCT<bin: INT, customers: BIGINT, mean_probability: DOUBLE, churned: BIGINT>> COMMENT 'Tenths of the test’s customers by probability, from the least: what was expected and what came',
  sample_share DOUBLE COMMENT 'Share of customers taken, drawn by a hash of their id; 1: all',
  platt_intercept DOUBLE COMMENT 'What turns the model’s score into log-odds (Platt): intercept',
  platt_slope DOUBLE COMMENT 'and slope',
  features ARRAY<STRUCT<feature: STRING, is_used: BOOLEAN, average: DOUBLE, coefficient: DOUBLE, importance: DOUBLE>> COMMENT 'What is looked at, with the average of the training (on the scale of the model: logarithms of 1 + value for counts, times, money and tenure; log-odds for attributes), the coefficient of the regression per standard deviation, or the share of the trees’ gain; is_used is false where it is protected or does not vary',
  levels ARRAY<STRUCT<feature: STRING, value: STRING, customers: BIGINT, log_odds: DOUBLE>> COMMENT 'Values of attributes with the log-odds of leaving in the training, drawn towards the average of all',
  drift_bins ARRAY<STRUCT<feature: STRING, edges: ARRAY<DOUBLE>, shares: ARRAY<DOUBLE>>> COMMENT 'How features lay in the training, and probabilities in the test: upper edges of tenths (of a value that fills several also the number just below it), and shares of the unknown, then of each bin; gold.kpi_health_drift compares with them',
  parameters ARRAY<DOUBLE> COMMENT 'What health_score reads: intercept and coefficients by feature; or the number of trees, where each begins, and five numbers a node (feature, threshold, left, right, value)'
)
USING delta
COMMENT 'Models of who leaves within 90 days: what was learnt, how well it told the future, and whether it may serve'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, model',
  'cxw.grain' = 'fit date and model',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'fit_date',
  'cxw.step' = 'io.cxwarehouse.gold.health.HealthModelStep'
)
