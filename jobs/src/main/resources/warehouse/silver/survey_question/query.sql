-- What each survey question measures: configured questions, and those only the survey tool knows.
-- Grain: survey × question. Metric and scale come from configuration and are never guessed from
-- answers; the thresholds below hold where a question sets none (docs/decisions/survey.md).
WITH detail AS (
  SELECT
    d.id AS survey_key,
    d.title AS survey_title,
    explode(from_json(d.pages, 'array<struct<questions: array<struct<
      id: string, family: string, subtype: string, headings: array<struct<heading: string>>>>>>')) AS page
  FROM bronze.surveymonkey_survey_details d
),

delivered AS (
  SELECT 'surveymonkey' AS source, survey_key, survey_title, question
  FROM detail LATERAL VIEW explode(page.questions) AS question
),

configured AS (
  SELECT
    *,
    coalesce(favorable_from, CASE
      WHEN metric = 'csat' THEN CASE
        WHEN scale_min = 1 AND scale_max = 3 THEN 3
        WHEN scale_min = 1 AND scale_max = 5 THEN 4
        WHEN scale_min = 1 AND scale_max = 7 THEN 6
        WHEN scale_min IN (0, 1) AND scale_max = 10 THEN 8
        WHEN scale_min = 0 AND scale_max = 1 THEN 1         -- good or bad
        WHEN scale_min = -103 AND scale_max = 103 THEN 101  -- Freshdesk's codes
      END
      WHEN metric = 'ces' THEN CASE
        WHEN scale_min = 1 AND scale_max = 5 THEN 4
        WHEN scale_min = 1 AND scale_max = 7 THEN 5
        WHEN scale_min = 1 AND scale_max = 10 THEN 7
      END
    END) AS favorable_least
  FROM config.survey_question
)

SELECT
  coalesce(c.source, d.source) || ':' || coalesce(c.survey_id, d.survey_key) AS survey_id,
  coalesce(c.source, d.source) || ':' || coalesce(c.question_id, d.question.id) AS question_id,
  coalesce(c.source, d.source) AS source,
  c.metric,
  c.kind,
  c.touchpoint,
  c.channel,
  CASE WHEN c.metric IS NOT NULL THEN coalesce(c.audience, 'customer') END AS audience,
  c.scale_min,
  c.scale_max,
  CASE WHEN c.metric IS NOT NULL THEN coalesce(c.high_is, 'easy') END AS high_is,
  CAST(CASE WHEN c.metric IN ('csat', 'ces') THEN c.favorable_least END AS DOUBLE) AS favorable_from,
  coalesce(
    CASE
      WHEN c.metric IN ('nps', 'enps') THEN c.scale_min = 0 AND c.scale_max = 10
      WHEN c.metric IN ('csat', 'ces') THEN c.favorable_least IS NOT NULL
    END,
    false) AS is_countable,
  d.question.family AS family,
  d.question.subtype AS subtype,
  d.survey_title,
  get(d.question.headings, 0).heading AS question_text
FROM configured c
FULL JOIN delivered d
  ON d.source = c.source AND d.survey_key = c.survey_id AND d.question.id = c.question_id
