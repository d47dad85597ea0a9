-- fail one_serves: at most one model of a date, and only one that is ok
SELECT fit_date FROM after GROUP BY fit_date HAVING count_if(is_published) > 1 OR count_if(is_published AND fit_status <> 'ok') > 0;
-- fail ok_beats_the_base_rate: what is ok was tested, and told more than the base rate
SELECT fit_date, model, brier_score, base_rate_brier_score
FROM candidate
WHERE fit_status = 'ok' AND NOT coalesce(brier_score < base_rate_brier_score AND brier_gain_low > 0 AND platt_slope > 0, false);
-- warn nothing_serves: No model of health tells more than the base rate, so probabilities are null
SELECT fit_date FROM candidate WHERE fit_status <> 'too_few' GROUP BY fit_date HAVING NOT bool_or(is_published);
-- warn badly_calibrated: Probabilities of the model that serves are too far apart or too close together
SELECT fit_date, model, calibration_intercept, calibration_slope
FROM candidate
WHERE is_published AND NOT (calibration_slope BETWEEN 0.5 AND 2)
