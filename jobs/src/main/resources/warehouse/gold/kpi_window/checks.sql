-- fail windows_in_order: A window ends on or after its start and not after as_of; the window before ends before it
SELECT c.as_of_date, c.kpi, c.window_name, c.window_start, c.window_end
FROM candidate c
LEFT JOIN candidate p ON p.as_of_date = c.as_of_date AND p.kpi = c.kpi AND p.window_name = c.window_name AND p.role = 'previous'
WHERE c.window_end < c.window_start
  OR c.window_end > c.as_of_date
  OR (c.role = 'current' AND p.window_end >= c.window_start);
