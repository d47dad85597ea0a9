-- fail part_exceeds_whole: nobody moves on who was not there, and groups are parts of the answers
SELECT month, stage, touchpoint FROM candidate
WHERE moved_on > customers OR promoters + detractors > nps_answers OR easy > ces_answers OR median_days > :journey_move_on_days;

-- fail all_answers: every NPS answer about a touchpoint of a stage is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(nps_answers), 0) AS n FROM after WHERE touchpoint <> 'all') a
CROSS JOIN (
  SELECT coalesce(sum(s.answers), 0) AS n
  FROM gold.kpi_survey_daily s
  JOIN gold.dim_touchpoint t ON t.touchpoint = s.touchpoint
  WHERE s.metric = 'nps' AND t.journey_stage IS NOT NULL) i
WHERE a.n <> i.n
