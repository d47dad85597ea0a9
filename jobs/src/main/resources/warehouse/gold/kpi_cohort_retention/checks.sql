-- fail period_zero: every cohort is whole in its own period
SELECT * FROM after WHERE period = 0
  AND (active_customers <> cohort_size OR unbounded_customers <> cohort_size OR cohort_size <= 0);

-- fail bounds: active within unbounded within the cohort, and unbounded never grows
SELECT grain, cohort_start, period, basis, segment_name, segment_value FROM (
  SELECT *, lag(unbounded_customers) OVER (PARTITION BY grain, cohort_start, basis, segment_name, segment_value
    ORDER BY period) AS before
  FROM after)
WHERE active_customers NOT BETWEEN 0 AND unbounded_customers OR unbounded_customers > coalesce(before, cohort_size);

-- fail every_period: there is a row for every period up to as_of
SELECT grain, cohort_start, basis, segment_name, segment_value FROM after
GROUP BY grain, cohort_start, basis, segment_name, segment_value
HAVING count(*) <> max(period) + 1;

-- fail segments_add_up: the values of a segment are the total
SELECT t.cohort_start, t.period, t.basis, s.segment_name FROM after t
JOIN (SELECT cohort_start, period, basis, segment_name, sum(cohort_size) AS size, sum(active_customers) AS active,
        sum(revenue) AS revenue
      FROM after WHERE grain = 'month' AND segment_name <> 'all'
      GROUP BY cohort_start, period, basis, segment_name) s
  ON s.cohort_start = t.cohort_start AND s.period = t.period AND s.basis = t.basis
WHERE t.grain = 'month' AND t.segment_name = 'all'
  AND (t.cohort_size <> s.size OR t.active_customers <> s.active OR t.revenue <> s.revenue)
