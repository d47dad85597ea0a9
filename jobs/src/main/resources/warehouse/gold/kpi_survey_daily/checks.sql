-- fail groups_add_up: NPS groups sum to the answers, favorable ones never exceed them
SELECT metric_date, metric, question_id, answers FROM candidate
WHERE (metric = 'nps' AND promoters + passives + detractors <> answers)
  OR favorable > answers
  OR followed_up > detractors
  OR score_sum NOT BETWEEN 0 AND answers;
