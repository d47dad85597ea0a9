-- fail effects_sum_to_the_change: Rate and mix effects of a column sum to the change of the total
SELECT kpi, window_name, segment_name, sum(rate_effect + mix_effect) AS effects, max(change) AS change
FROM after
WHERE as_of_date IN (SELECT as_of_date FROM candidate)
GROUP BY as_of_date, kpi, window_name, segment_name
HAVING abs(CAST(sum(rate_effect + mix_effect) AS DOUBLE) - max(change))
  > 1e-9 * greatest(1, max(abs(coalesce(value, 0))), max(abs(coalesce(previous_value, 0))))
