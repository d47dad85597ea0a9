-- fail ok_means_converged: a fit that serves has a gradient of zero, parameters and standard errors
SELECT fit_date, model, gradient_norm
FROM candidate
WHERE fit_status = 'ok'
  AND NOT (gradient_norm <= 1e-6 AND size(parameters) > 0 AND forall(parameters, p -> p.value > 0 AND p.standard_error > 0));
-- fail only_ok_is_published: what is no fit is never passed off as one
SELECT fit_date, model, fit_status FROM candidate WHERE is_published AND fit_status <> 'ok';
-- warn fit_not_ok: scores are served by an earlier month end's fit, or are null
SELECT fit_date, model, fit_status, message FROM candidate WHERE fit_status <> 'ok';
-- warn spend_depends_on_frequency: Gamma-Gamma assumes that how much and how often have nothing to do with each other
SELECT fit_date, frequency_value_correlation FROM candidate WHERE abs(frequency_value_correlation) > 0.3;
-- warn forecast_no_better: over the held out weeks the model beat neither "nobody comes back" nor "everybody goes on as before"
SELECT fit_date, model, holdout_mse, holdout_mse_zeros, holdout_mse_same_rate
FROM candidate
WHERE holdout_mse > holdout_mse_zeros AND holdout_mse > holdout_mse_same_rate
