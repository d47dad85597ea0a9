-- fail share_in_range: A share's numerator lies between 0 and its denominator
SELECT c.as_of_date, c.kpi, c.window_name, c.segment_name, c.segment_value, c.numerator, c.denominator
FROM candidate c
WHERE c.positives IS NOT NULL
  AND c.negatives IS NULL
  AND NOT coalesce(c.numerator BETWEEN 0 AND c.denominator, false);
