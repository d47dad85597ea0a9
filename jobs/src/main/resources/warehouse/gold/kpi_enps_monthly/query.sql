-- eNPS of closed months.
-- Grain: one row per month and segment.
-- A month closes with its first delivery after its end at the earliest, on a date that its answers'
-- deliveries decide; what comes later is left out for good. Suppressed are groups that tell of
-- somebody, and with them the smallest others of their total, until no difference tells what is
-- hidden.
-- Rules: docs/decisions/survey.md, Closed months and Small groups.
WITH answer AS (
  SELECT *, min(closes_on) OVER (PARTITION BY response_month) AS month_closes_on
  FROM silver.employee_answer
  WHERE metric = 'enps'
),

counted AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY response_month, survey_id, question_id, coalesce(employee_key, response_id)
      ORDER BY responded_at DESC, response_id DESC) AS place
  FROM answer
  WHERE closes_on = month_closes_on AND closes_on <= :as_of
),

part AS (
  SELECT
    c.response_month AS month,
    g.segment_name,
    coalesce(g.segment_value, 'unknown') AS segment_value,
    count(*) AS n,
    count_if(answer_group = 'promoter') AS promoters,
    count_if(answer_group = 'passive') AS passives,
    count_if(answer_group = 'detractor') AS detractors
  FROM counted c
  LATERAL VIEW stack(3, 'all', 'all', 'department', c.department, 'location', c.location) g
    AS segment_name, segment_value
  WHERE c.place = 1 OR :survey_counting = 'answer'
  GROUP BY c.response_month, g.segment_name, coalesce(g.segment_value, 'unknown')
),

judged AS (  -- what tells by itself; tried without and with the unknown hidden in every cut
  SELECT
    part.*,
    trial.hides_unknown,
    n < :min_group_size
      OR n IN (promoters, passives, detractors)
      OR (trial.hides_unknown AND segment_value = 'unknown') AS is_telling
  FROM part
  LATERAL VIEW explode(array(false, true)) trial AS hides_unknown
),

covered AS (  -- the groups before this one hide each other
  SELECT
    *,
    NOT bool_or(is_telling) OVER (PARTITION BY month, hides_unknown, segment_name) OR coalesce(
      count(*) OVER before >= 2
      AND sum(n) OVER before >= :min_group_size
      AND sum(n) OVER before > count(*) OVER before
      AND sum(n) OVER before NOT IN (
        sum(promoters) OVER before, sum(passives) OVER before, sum(detractors) OVER before),
      false) AS is_covered
  FROM judged
  WINDOW before AS (
    PARTITION BY month, hides_unknown, segment_name ORDER BY is_telling DESC, n, segment_value
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),

suppressed AS (
  SELECT *, is_telling OR NOT is_covered AS is_hidden FROM covered
),

chosen AS (  -- who is unknown is so in both cuts: hidden in one, it must not be read from the other
  SELECT
    *,
    bool_or(is_hidden AND segment_value = 'unknown' AND NOT hides_unknown) OVER (PARTITION BY month)
      AS must_hide_unknown
  FROM suppressed
)

SELECT
  month,
  segment_name,
  segment_value,
  if(is_hidden, NULL, n) AS answers,
  if(is_hidden, NULL, promoters) AS promoters,
  if(is_hidden, NULL, passives) AS passives,
  if(is_hidden, NULL, detractors) AS detractors,
  if(is_hidden, NULL, 100.0D * (promoters - detractors) / n) AS enps,
  is_hidden AS suppressed
FROM chosen
WHERE hides_unknown = must_hide_unknown
