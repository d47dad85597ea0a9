-- fail ok_has_an_interval: What is ok has an estimate inside its interval, and a q value no smaller than its p value
SELECT as_of_date, driver, outcome, window_name, statistic
FROM candidate
WHERE fit_status = 'ok'
  AND NOT coalesce(estimate BETWEEN ci_low AND ci_high AND p_value BETWEEN 0 AND 1 AND q_value BETWEEN p_value AND 1, false);

-- fail none_is_made_up: What is not ok has no interval
SELECT as_of_date, driver, outcome, window_name, statistic
FROM candidate
WHERE fit_status <> 'ok' AND (ci_low IS NOT NULL OR ci_high IS NOT NULL OR is_sign_reversed IS NOT NULL);

-- fail windows_are_decided: A window ends before the date by whose end its outcome is decided
SELECT as_of_date, driver, outcome, window_name FROM candidate WHERE NOT (window_start <= window_end AND window_end < as_of_date);

-- warn not_estimated: of enough customers no odds could be estimated
SELECT as_of_date, driver, outcome, window_name, statistic, fit_status, message
FROM candidate
WHERE fit_status IN ('separation', 'not_converged');

-- warn strata_contradict: customers of one kind each say the opposite of all together: look at them by that column
SELECT as_of_date, driver, outcome, window_name, statistic, estimate, reversed_by FROM candidate WHERE is_sign_reversed
