-- What each survey question measures: configured questions, and those only the survey tool knows.
-- Grain: one row per survey and question, of a matrix one per row of it.
-- Metric and scale come from configuration and are never guessed from answers; the thresholds below
-- hold where a question sets none (docs/decisions/survey.md).
WITH detail AS (
  SELECT
    native_id(d.id) AS survey_key,
    struct(to_instant(d.date_modified, coalesce(z.timezone, 'UTC')) AS edited_at, d._delivery_date, file_order(d._file), d._row_number) AS edit,
    d.title AS survey_title,
    explode(from_json(d.pages, 'array<struct<questions: array<struct<
      id: string, family: string, subtype: string, headings: array<struct<heading: string>>,
      answers: struct<rows: array<struct<id: string, text: string>>>>>>>')) AS page
  FROM bronze.surveymonkey_survey_details_versions d
  LEFT JOIN config.source_timezone z ON z.source = 'surveymonkey'
),

asked AS (
  SELECT survey_key, survey_title, edit, question, native_id(question.id) AS whole_id,
    max(size(question.answers.rows)) OVER (PARTITION BY survey_key, native_id(question.id)) > 1 AS is_matrix
  FROM detail LATERAL VIEW explode(page.questions) AS question
),

item AS (  -- the questions, and of a matrix its rows, each a question of its own
  SELECT survey_key, survey_title, edit, question, whole_id, CAST(NULL AS STRING) AS row_id, CAST(NULL AS STRING) AS row_text FROM asked
  UNION ALL
  SELECT survey_key, survey_title, edit, question, whole_id, native_id(matrix_row.id), matrix_row.text
  FROM asked LATERAL VIEW explode(question.answers.rows) AS matrix_row
  WHERE is_matrix
),

delivered AS (  -- as worded last; questions that were removed stay
  SELECT
    'surveymonkey' AS source,
    survey_key,
    concat_ws('/', whole_id, row_id) AS question_id,
    max(if(row_id IS NULL, NULL, item.whole_id)) AS whole_id,
    max_by(survey_title, edit) AS survey_title,
    max_by(struct(question.family, question.subtype,
      nullif(concat_ws(': ', get(question.headings, 0).heading, row_text), '') AS question_text), edit) AS question
  FROM item
  GROUP BY survey_key, concat_ws('/', whole_id, row_id)
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
),

rule AS (
  SELECT source, survey_id, question_id, struct(*) AS rule FROM configured
),

known AS (
  SELECT source, survey_id AS survey_key, question_id FROM configured
  UNION
  SELECT source, survey_key, question_id FROM delivered
),

question AS (
  SELECT k.source, k.survey_key, k.question_id, d.survey_title, d.question, coalesce(own.rule, whole.rule) AS rule
  FROM known k
  LEFT JOIN delivered d ON d.source = k.source AND d.survey_key = k.survey_key AND d.question_id = k.question_id
  LEFT JOIN rule own ON own.source = k.source AND own.survey_id = k.survey_key AND own.question_id = k.question_id
  LEFT JOIN rule whole ON whole.source = k.source AND whole.survey_id = k.survey_key AND whole.question_id = d.whole_id
)

SELECT
  source || ':' || survey_key AS survey_id,
  source || ':' || question_id AS question_id,
  source,
  rule.metric,
  rule.kind,
  rule.touchpoint,
  coalesce(known_channel(:channel_words, source, rule.channel), rule.channel) AS channel,
  CASE WHEN rule.metric IS NOT NULL THEN coalesce(rule.audience, 'customer') END AS audience,
  rule.scale_min,
  rule.scale_max,
  CASE WHEN rule.metric IS NOT NULL THEN coalesce(rule.high_is, 'easy') END AS high_is,
  CAST(CASE WHEN rule.metric IN ('csat', 'ces') THEN rule.favorable_least END AS DOUBLE) AS favorable_from,
  coalesce(
    CASE
      WHEN rule.metric IN ('nps', 'enps') THEN rule.scale_min = 0 AND rule.scale_max = 10
      WHEN rule.metric IN ('csat', 'ces') THEN rule.favorable_least IS NOT NULL
    END,
    false) AS is_countable,
  question.family,
  question.subtype,
  survey_title,
  question.question_text
FROM question
