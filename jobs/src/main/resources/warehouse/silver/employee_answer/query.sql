-- Counted answers of employees. An answer names its employee by id, or by an e-mail that is one
-- employee's only; by whatever it names her, she has one key. Department and location are those of the
-- day of the answer, by what was known when its month closed (or of the first list of employees, where
-- that came later), so that neither moves nor corrections change closed months. Groups cover
-- fractions, like those of nps. Rules: docs/decisions/survey.md.
-- Grain: one row per employee's submission and question.
WITH answer AS (
  SELECT
    r.*,
    if(r.metric = 'nps', 'enps', r.metric) AS measure,
    q.scale_min, q.scale_max, q.favorable_from,
    if(q.high_is = 'hard', q.scale_min + q.scale_max - r.score, r.score) AS turned,
    greatest(r.closes_on, date_add(last_day(r.response_date), :employee_close_days)) AS month_closes_on
  FROM silver.survey_response r
  JOIN silver.survey_question q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
  WHERE r.audience = 'employee' AND r.is_counted
),

named AS (
  SELECT employee_id, delivered_on, explode(array_distinct(array(employee_key, email_key))) AS named_by
  FROM silver.employee_version
),

told AS (  -- what the answer says of who gave it, by the order in which it is tried
  SELECT *, posexplode(coalesce(customer_keys, array(customer_source_key))) AS (attempt, told_by) FROM answer
),

place AS (
  SELECT
    a.response_id,
    a.question_id,
    a.attempt,
    -- the latest version that began by then; before the first one, that one
    if(min(n.employee_id) = max(n.employee_id), max_by(struct(v.department, v.location, v.employee_key), struct(
      v.known_from <= a.response_date,
      if(v.known_from <= a.response_date, 1, -1) * unix_date(v.known_from),
      v.stamped_at, v.delivered_on, file_order(v._file), v._row_number)), NULL) AS place
  FROM told a
  CROSS JOIN (SELECT min(delivered_on) AS delivered_on FROM silver.employee_version) f
  JOIN named n
    ON n.named_by = a.told_by
    AND n.delivered_on <= greatest(a.month_closes_on, f.delivered_on)
  JOIN silver.employee_version v
    ON v.employee_id = n.employee_id
    AND v.delivered_on <= greatest(a.month_closes_on, f.delivered_on)
  GROUP BY a.response_id, a.question_id, a.attempt
),

placed AS (
  SELECT response_id, question_id, min_by(place, attempt) FILTER (WHERE place IS NOT NULL) AS place
  FROM place
  GROUP BY response_id, question_id
)

SELECT
  a.response_id,
  a.question_id,
  a.survey_id,
  a.source,
  a.measure AS metric,
  coalesce(p.place.employee_key, a.customer_source_key) AS employee_key,
  p.place.department,
  p.place.location,
  a.responded_at,
  a.response_date,
  trunc(a.response_date, 'MM') AS response_month,
  a.score,
  a.scale_min,
  a.scale_max,
  CASE a.measure
    WHEN 'enps' THEN CASE WHEN a.score >= 9 THEN 'promoter' WHEN a.score >= 7 THEN 'passive' ELSE 'detractor' END
    WHEN 'csat' THEN if(a.turned >= a.favorable_from, 'satisfied', 'not_satisfied')
    WHEN 'ces' THEN if(a.turned >= a.favorable_from, 'easy', 'not_easy')
  END AS answer_group,
  a.month_closes_on AS closes_on,
  a.month_closes_on AS _recheck_on
FROM answer a
LEFT JOIN placed p ON p.response_id = a.response_id AND p.question_id = a.question_id
