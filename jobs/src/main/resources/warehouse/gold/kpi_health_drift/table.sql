-- How far the customers scored today lie from those that the model of health was learnt from.
-- Grain: one row per as-of date and feature.
-- Rules: docs/decisions/health.md, Drift.
CREATE TABLE gold.kpi_health_drift (
  as_of_date DATE COMMENT 'Business date',
  feature STRING COMMENT 'Column of gold.kpi_customer_health; churn_probability is the score itself',
  fit_date DATE COMMENT 'Date of the fit that serves',
  customers BIGINT COMMENT 'Customers of the date',
  unknown_customers BIGINT COMMENT 'Those of them of whom it is not known',
  psi DOUBLE COMMENT 'Population stability index against the training (of churn_probability, against the test): sum over bins of (share now − share then) · ln(share now / share then), shares of 0.0001 at least',
  drift_status STRING COMMENT 'stable (psi below 0.1), moderate (below 0.25), strong'
)
USING delta
COMMENT 'How far the customers scored today lie from those that the model of health was learnt from'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, feature',
  'cxw.grain' = 'as-of date and feature',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
