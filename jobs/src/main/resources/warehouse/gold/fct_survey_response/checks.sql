-- fail normalized_in_range: A normalised score lies between 0 and 1
SELECT response_id, question_id, score, score_normalized FROM candidate
WHERE score_normalized IS NULL OR score_normalized NOT BETWEEN 0 AND 1;

-- fail answer_group_known: Every counted answer belongs to a group of its metric
SELECT response_id, question_id, metric, score FROM candidate WHERE answer_group IS NULL;

-- warn customer_unknown: More of a tool's new answers than identity.max-unresolved-share name a record that no source delivered
SELECT source, count(*) AS answers, count(customer_id) AS known FROM candidate
WHERE customer_source_key NOT LIKE 'email:%'
GROUP BY source
HAVING count(*) >= 20 AND count(customer_id) < count(*) * (1 - :max_unresolved_share);

-- warn address_unknown: More than half of the new answers come from addresses that no source delivered
SELECT count(*) AS answers, count(customer_id) AS known FROM candidate
WHERE customer_source_key LIKE 'email:%'
HAVING count(*) >= 20 AND count(customer_id) * 2 < count(*);

-- fail followed_up_later: A follow-up comes after its answer
SELECT response_id, question_id FROM candidate WHERE followed_up_at <= responded_at;

-- warn follow_up_unknown: Of more than half of the new detractors nobody can tell whether an agent contacted them: closed_loop_rate is of the others
SELECT count(*) AS detractors, count(is_followed_up) AS known FROM candidate
WHERE answer_group = 'detractor'
HAVING count(*) >= 20 AND count(is_followed_up) * 2 < count(*);

-- warn customer_unknown_jump: More of a source's new answers than of those of the three months before name a customer that no source delivered
WITH new AS (
  SELECT source, count(*) AS n, count_if(customer_id IS NULL) AS unresolved FROM candidate
  WHERE customer_source_key IS NOT NULL GROUP BY source
),

former AS (
  SELECT source, count(*) AS former_n, count_if(customer_id IS NULL) AS former_unresolved
  FROM after LEFT ANTI JOIN candidate USING (response_id, question_id)
  WHERE customer_source_key IS NOT NULL AND response_month >= add_months(trunc(:as_of, 'MM'), -3) GROUP BY source
)

SELECT * FROM new JOIN former USING (source)
WHERE n >= 20 AND former_n >= 100 AND wilson_low(unresolved, n) > former_unresolved / former_n + 0.05
