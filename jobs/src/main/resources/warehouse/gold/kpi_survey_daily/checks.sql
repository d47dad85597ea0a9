-- fail groups_add_up: NPS groups sum to the answers, favorable ones never exceed them
SELECT metric_date, metric, question_id, answers FROM candidate
WHERE (metric = 'nps' AND promoters + passives + detractors <> answers)
  OR favorable > answers
  OR followed_up > follow_up_known
  OR follow_up_known > detractors
  OR score_sum NOT BETWEEN 0 AND answers;

-- fail all_answers: every counted answer is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(answers), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_survey_response) i
WHERE a.n <> i.n
