-- warn drift: a parameter moved since the fit before by more than its uncertainty explains
SELECT fit_date, segment_name, segment_value, model, parameter, value, previous_value
FROM candidate
WHERE abs(change_in_errors) > 3
