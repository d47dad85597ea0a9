-- Which number each choice stands for: its text where that is a number inside the scale, else its
-- weight.
-- Grain: one row per survey, question, choice and period.
-- A text such as "Not at all likely - 0" holds the number that is set off at its end or start. Weights
-- -100/0/100 (SurveyMonkey's NPS type) are groups: where a question has them, none of its weights is a
-- score. Surveys are edited: a choice means what it meant when it was picked, also after it was
-- removed (docs/decisions/survey.md).
WITH page AS (
  SELECT
    native_id(d.id) AS survey_key,
    -- a survey says when it was edited; without that, the day on which the edit was delivered
    coalesce(to_instant(d.date_modified, coalesce(z.timezone, 'UTC')), CAST(d._delivery_date AS TIMESTAMP)) AS edited_at,
    struct(d._delivery_date, file_order(d._file), d._row_number) AS delivery,
    explode(from_json(d.pages, 'array<struct<questions: array<struct<id: string, answers: struct<
      choices: array<struct<id: string, text: string, weight: string, position: string, is_na: string>>>>>>>')) AS page
  FROM bronze.surveymonkey_survey_details_versions d
  LEFT JOIN config.source_timezone z ON z.source = 'surveymonkey'
),

choice AS (
  SELECT
    'surveymonkey:' || survey_key AS survey_id,
    'surveymonkey:' || native_id(question.id) AS question_id,
    edited_at,
    delivery,
    native_id(choice.id) AS choice_id,
    choice.*
  FROM page
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers.choices) AS choice
),

number AS (
  SELECT
    c.*,
    q.scale_min,
    q.scale_max,
    CAST(parse_number(coalesce(
      nullif(regexp_extract(c.text, r'^\s*(-?\d+(?:\.\d+)?)\s*(?:[-–—:=(][^\d]*)?$', 1), ''),
      nullif(regexp_extract(c.text, r'^[^\d]*[-–—:=(]\s*(\d+(?:\.\d+)?)\s*\)?\s*$', 1), ''))) AS DOUBLE) AS text_value,
    CAST(parse_number(c.weight) AS DOUBLE) AS weight_value,
    bool_and(parse_number(c.weight) IN (-100, 0, 100)) OVER question
      AND min(parse_number(c.weight)) OVER question = -100 AS has_group_weights
  FROM choice c
  LEFT JOIN silver.survey_question q ON q.survey_id = c.survey_id AND q.question_id = c.question_id
  WINDOW question AS (PARTITION BY c.survey_id, c.question_id, c.edited_at, c.delivery)
),

meaning AS (  -- of two texts of one edit the later delivery stands
  SELECT
    survey_id,
    question_id,
    choice_id,
    edited_at,
    max_by(struct(
      try_cast(parse_number(position) AS INT) AS position,
      nullif(trim(text), '') AS choice_text,
      CASE
        WHEN parse_flag(is_na) THEN NULL
        WHEN scale_min IS NULL OR text_value BETWEEN scale_min AND scale_max
          THEN coalesce(text_value, CASE WHEN NOT coalesce(has_group_weights, false) THEN weight_value END)
        WHEN weight_value IS NOT NULL AND NOT coalesce(has_group_weights, false) THEN weight_value
        ELSE text_value
      END AS choice_value,
      coalesce(parse_flag(is_na), false) AS is_na), delivery) AS m
  FROM number
  GROUP BY survey_id, question_id, choice_id, edited_at
),

edit AS (
  SELECT *, lag(struct(m)) OVER w IS NULL AS is_first, lag(m) OVER w <=> m AS is_same
  FROM meaning
  WINDOW w AS (PARTITION BY survey_id, question_id, choice_id ORDER BY edited_at)
)

SELECT
  survey_id,
  question_id,
  choice_id,
  m.position,
  m.choice_value,
  m.is_na,
  m.choice_text,
  if(is_first, NULL, edited_at) AS valid_from,
  lead(edited_at) OVER (PARTITION BY survey_id, question_id, choice_id ORDER BY edited_at) AS valid_to
FROM edit
WHERE is_first OR NOT is_same
