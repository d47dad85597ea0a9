-- fail curve: survival begins at 1, never rises, and lies inside its interval
SELECT basis, segment_name, segment_value, day, survival, ci_low, ci_high FROM (
  SELECT *, lag(survival) OVER (PARTITION BY basis, segment_name, segment_value ORDER BY day) AS before
  FROM after WHERE as_of_date = :as_of)
WHERE NOT survival BETWEEN ci_low - 1e-12 AND ci_high + 1e-12 OR NOT ci_low >= 0 OR NOT ci_high <= 1
  OR survival > coalesce(before, 1) OR (day = 0 AND events = 0 AND survival <> 1);

-- fail everybody_once: all customers are at risk on day 0, and each leaves the curve once
SELECT basis, segment_name, segment_value FROM after WHERE as_of_date = :as_of
GROUP BY basis, segment_name, segment_value
HAVING NOT max_by(at_risk, -day) <=> sum(events + censored)
