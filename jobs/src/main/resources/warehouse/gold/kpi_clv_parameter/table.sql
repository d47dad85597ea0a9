-- Estimated parameters of the customer lifetime value models.
-- Grain: one row per fit date, segment, model and parameter.
CREATE TABLE gold.kpi_clv_parameter (
  fit_date DATE COMMENT 'Last business date of the data of the fit',
  segment_name STRING COMMENT 'Segment column by which customers were chosen, or all',
  segment_value STRING COMMENT 'Value of the segment, or all',
  model STRING COMMENT 'Model, as in kpi_clv_model, which tells whether the fit is ok',
  parameter STRING COMMENT 'Parameter: r, alpha, a, b of bgnbd and mbgnbd; r, alpha, s, beta of pareto_nbd; p, q, v of gamma_gamma; alpha, beta of sbg; alpha, beta, c of bdw',
  value DOUBLE COMMENT 'Maximum-likelihood estimate; time in weeks (of sbg and bdw, months), money in the reporting currency',
  standard_error DOUBLE COMMENT 'From the curvature of the log-likelihood; null where there is none',
  previous_fit_date DATE COMMENT 'Date of the last ok fit of the model before; null: none',
  previous_value DOUBLE COMMENT 'Estimate of that fit',
  relative_change DOUBLE COMMENT 'value / previous_value − 1',
  change_in_errors DOUBLE COMMENT 'value − previous_value in standard errors of the two; as both fits share most of their data, 3 is much'
)
USING delta
COMMENT 'Estimated parameters of the customer lifetime value models'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, segment_name, segment_value, model, parameter',
  'cxw.grain' = 'fit date, segment, model and parameter',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'fit_date',
  'cxw.as_of_part' = 'fits'
)
