-- fail suppressed_shows_nothing: A suppressed group has neither value nor parts
SELECT month, segment_name, segment_value FROM candidate
WHERE suppressed AND coalesce(answers, promoters, passives, detractors, enps) IS NOT NULL;

-- fail small_groups: A group that is shown has enough answers, which are not all alike
SELECT month, segment_name, segment_value FROM candidate
WHERE NOT suppressed AND coalesce(answers < :min_group_size OR answers IN (promoters, passives, detractors)
  OR promoters + passives + detractors <> answers, true);

-- fail hidden_together: What the groups of a total lack is of two groups or more, and of enough answers that are not all alike
SELECT c.month, c.segment_name
FROM after c
JOIN after t ON t.month = c.month AND t.segment_name = 'all' AND NOT t.suppressed
WHERE c.segment_name <> 'all'
GROUP BY c.month, c.segment_name, t.answers, t.promoters, t.passives, t.detractors
HAVING count_if(c.suppressed) = 1
  OR (count_if(c.suppressed) > 0
    AND (t.answers - coalesce(sum(c.answers), 0) < :min_group_size
      OR t.answers - coalesce(sum(c.answers), 0) IN (
        t.promoters - coalesce(sum(c.promoters), 0),
        t.passives - coalesce(sum(c.passives), 0),
        t.detractors - coalesce(sum(c.detractors), 0))));

-- warn came_too_late: Employees' answers came after their month had closed and are in no eNPS (surveys.employee-close-days)
SELECT response_month, count(*) AS answers
FROM (
  SELECT response_month, closes_on, min(closes_on) OVER (PARTITION BY response_month) AS month_closes_on
  FROM silver.employee_answer WHERE metric = 'enps')
WHERE closes_on > month_closes_on
GROUP BY response_month;
