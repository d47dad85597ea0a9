-- fail suppressed_shows_nothing: A suppressed group has neither value nor parts
SELECT month, segment_name, segment_value FROM candidate
WHERE suppressed AND coalesce(leavers, average_headcount, turnover_rate) IS NOT NULL;

-- fail small_groups: A group that is shown has enough employees
SELECT month, segment_name, segment_value FROM candidate
WHERE NOT suppressed AND coalesce(average_headcount < :min_group_size, true);

-- fail hidden_together: What the groups of a total lack is of two groups or more, and of enough employees
SELECT c.month, c.segment_name
FROM after c
JOIN after t ON t.month = c.month AND t.segment_name = 'all' AND NOT t.suppressed
WHERE c.segment_name <> 'all'
GROUP BY c.month, c.segment_name, t.average_headcount
HAVING count_if(c.suppressed) = 1
  OR (count_if(c.suppressed) > 0 AND t.average_headcount - coalesce(sum(c.average_headcount), 0) < :min_group_size);
