-- Fits of the customer lifetime value models: what was estimated, from how many, and whether it can be
-- trusted.
-- Grain: one row per fit date, segment and model.
CREATE TABLE gold.kpi_clv_model (
  fit_date DATE COMMENT 'Last business date of the data; a month end, or the as-of date where clv.refit is every-run',
  segment_name STRING COMMENT 'all, clv.segment (the value at the first purchase), or of sbg and bdw plan: the plan in which customers began',
  segment_value STRING COMMENT 'all, or the value; unknown where there is none',
  model STRING COMMENT 'bgnbd, mbgnbd, pareto_nbd: purchases and dropout; gamma_gamma: value of a purchase day; sbg, bdw: tenure of contract customers',
  fit_status STRING COMMENT 'ok, boundary, not_converged or too_few; only ok ever serves scores',
  message STRING COMMENT 'Why the fit is not ok, null where it is',
  log_likelihood DOUBLE COMMENT 'Maximised log-likelihood; where the fit is not ok, the last one reached',
  gradient_norm DOUBLE COMMENT 'Norm of its gradient by the logarithms of the parameters; converged at 1e-6',
  iterations INT COMMENT 'Newton steps taken',
  customers BIGINT COMMENT 'Customers in the fit; of gamma_gamma, repeat buyers of positive value',
  repeaters BIGINT COMMENT 'Customers among them with at least one repeat purchase day; of sbg and bdw, those who left',
  frequency_value_correlation DOUBLE COMMENT 'gamma_gamma: correlation of frequency and mean value, which the model assumes to be 0; else null',
  holdout_mae DOUBLE COMMENT 'Mean absolute error per customer of the orders forecast over the holdout weeks (of sbg and bdw: whether customers leave in those months); null without a holdout',
  holdout_mse DOUBLE COMMENT 'Mean squared error per customer over the holdout weeks',
  holdout_correlation DOUBLE COMMENT 'Correlation of forecast and actual orders per customer over the holdout weeks',
  holdout_bias DOUBLE COMMENT 'Total forecast over total actual orders of the holdout weeks, less 1',
  holdout_mse_zeros DOUBLE COMMENT 'The same of the forecast that nobody comes back (of sbg and bdw: that nobody leaves)',
  holdout_mse_same_rate DOUBLE COMMENT 'The same of the forecast that everybody goes on at the rate so far',
  is_published BOOLEAN COMMENT 'Whether this fit serves its segment: ok, and the model that clv.publish names or finds best (of sbg and bdw always the best)',
  parameters ARRAY<STRUCT<parameter: STRING, value: DOUBLE, standard_error: DOUBLE>> COMMENT 'Fitted parameters in the order of the model; one row each in kpi_clv_parameter',
  tracking ARRAY<STRUCT<week: INT, week_end: DATE, actual: BIGINT, expected: DOUBLE, is_holdout: BOOLEAN>> COMMENT 'Repeat purchase days so far, week by week, against the fit made before the holdout; one row each in kpi_clv_tracking',
  influences ARRAY<STRUCT<customer_id: STRING, parameter: STRING, change_approximated: DOUBLE, change: DOUBLE>> COMMENT 'Customers who bend the fit; one row each in kpi_clv_influence'
)
USING delta
COMMENT 'Fits of the customer lifetime value models: what was estimated, from how many, and whether it can be trusted'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, segment_name, segment_value, model',
  'cxw.grain' = 'fit date, segment and model',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'fit_date',
  'cxw.step' = 'io.cxwarehouse.gold.clv.ClvModelStep'
)
