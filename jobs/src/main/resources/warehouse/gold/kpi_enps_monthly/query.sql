-- eNPS of closed months. Grain: month × segment. A month closes with its first delivery after its end at
-- the earliest, on a date that its answers' deliveries decide; what comes later is left out for good.
-- Suppressed are groups that tell of somebody, and with them the smallest others of their total, until
-- no difference tells what is hidden. Rules: docs/decisions/survey.md, Closed months and Small groups.
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
    s.segment_name,
    coalesce(s.segment_value, 'unknown') AS segment_value,
    count(*) AS n,
    count_if(answer_group = 'promoter') AS p,
    count_if(answer_group = 'passive') AS s,
    count_if(answer_group = 'detractor') AS d
  FROM counted c
  LATERAL VIEW stack(3, 'all', 'all', 'department', c.department, 'location', c.location) s
    AS segment_name, segment_value
  WHERE c.place = 1 OR :survey_counting = 'answer'
  GROUP BY c.response_month, s.segment_name, coalesce(s.segment_value, 'unknown')
),

judged AS (  -- first what tells by itself
  SELECT *, n < :min_group_size OR n IN (p, s, d) AS is_telling FROM part
),

hidden AS (
  SELECT *, is_telling OR NOT is_covered AS is_hidden
  FROM (
    SELECT
      *,
      NOT bool_or(is_telling) OVER (PARTITION BY month, segment_name) OR coalesce(
        count(*) OVER before >= 2
        AND sum(n) OVER before >= :min_group_size
        AND sum(n) OVER before > count(*) OVER before
        AND sum(n) OVER before NOT IN (sum(p) OVER before, sum(s) OVER before, sum(d) OVER before),
        false) AS is_covered
    FROM judged
    WINDOW before AS (
      PARTITION BY month, segment_name ORDER BY is_telling DESC, n, segment_value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
),

linked AS (  -- who is unknown is so in both cuts: hidden in one, it must not be read from the other
  SELECT
    month, segment_name, segment_value, n, p, s, d,
    is_telling OR (segment_value = 'unknown'
      AND bool_or(is_hidden AND segment_value = 'unknown') OVER (PARTITION BY month)) AS is_telling
  FROM hidden
),

suppressed AS (
  SELECT *, is_telling OR NOT is_covered AS is_hidden
  FROM (
    SELECT
      *,
      NOT bool_or(is_telling) OVER (PARTITION BY month, segment_name) OR coalesce(
        count(*) OVER before >= 2
        AND sum(n) OVER before >= :min_group_size
        AND sum(n) OVER before > count(*) OVER before
        AND sum(n) OVER before NOT IN (sum(p) OVER before, sum(s) OVER before, sum(d) OVER before),
        false) AS is_covered
    FROM linked
    WINDOW before AS (
      PARTITION BY month, segment_name ORDER BY is_telling DESC, n, segment_value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
)

SELECT
  month,
  segment_name,
  segment_value,
  if(is_hidden, NULL, n) AS answers,
  if(is_hidden, NULL, p) AS promoters,
  if(is_hidden, NULL, s) AS passives,
  if(is_hidden, NULL, d) AS detractors,
  if(is_hidden, NULL, 100.0D * (p - d) / n) AS enps,
  is_hidden AS suppressed
FROM suppressed
