-- Answers of Qualtrics.
-- Grain: one row per submission and answered question.
-- Every question is a column of its own, which bronze keeps in _rescued under the name in the first
-- header row. Of columns that are not configured only numbers from 0 to 10 are kept, so that a
-- forgotten question shows up: other values may be personal (of reasons for cancelling nothing but
-- that there is one).
-- Rules: docs/sources/qualtrics.md.
WITH target AS (  -- the source whose ids ExternalReference holds
  SELECT max(target_source) AS source
  FROM config.identity_reference
  WHERE source = 'qualtrics' AND lower(field) = 'externalreference'
),

employee_survey AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE audience = 'employee'
),

response AS (  -- former versions only where they may matter, before their columns are read
  SELECT
    r.*,
    'qualtrics:' || native_id(r.survey_id) AS survey_key,
    CASE lower(coalesce(nullif(trim(Status), ''), '0'))
      WHEN 'ip address' THEN 0
      WHEN 'survey preview' THEN 1
      WHEN 'survey test' THEN 2
      WHEN 'imported' THEN 4
      WHEN 'spam' THEN 8
      WHEN 'offline' THEN 16
      ELSE try_cast(native_id(coalesce(nullif(trim(Status), ''), '0')) AS INT)
    END AS flags,
    coalesce(parse_flag(Finished), false)
      OR coalesce(parse_number(Progress) = 100, false) AS is_finished
  FROM bronze.qualtrics_responses_deliveries r
  LEFT JOIN employee_survey e ON e.survey_id = 'qualtrics:' || native_id(r.survey_id)
  WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r.*,
    trim(name) AS question,
    nullif(trim(value), '') AS answer,
    CASE  -- the codes are flags: 9 is a preview that looks like spam
      WHEN flags & 2 = 2 THEN 'test'
      WHEN flags & 1 = 1 THEN 'preview'
      WHEN flags & 8 = 8 THEN 'spam'
      WHEN flags IS NOT NULL THEN if(is_finished, 'completed', 'partial')
    END AS response_status
  FROM response r
  LATERAL VIEW explode(from_json(r._rescued, 'map<string, string>')) AS name, value
)

SELECT
  a._record_id AS response_id,
  'qualtrics:' || a.question AS question_id,
  a.survey_key AS survey_id,
  'qualtrics' AS source,
  a.answer,
  a.answer = '-99' AS is_dismissed,  -- "recode seen but unanswered questions as -99"
  c.source IS NULL AS is_open,       -- of reasons for cancelling nothing but that there is one
  a.response_status,
  a.response_status IN ('completed', 'partial') AS is_submitted,
  'email:' || pseudonym(normalize_email(a.RecipientEmail)) AS email_key,
  array(t.source || ':' || native_id(a.ExternalReference)) AS id_keys,
  array('hr:' || native_id(a.ExternalReference)) AS employee_keys,
  coalesce(nullif(trim(a.RecordedDate), ''), nullif(trim(a.EndDate), '')) AS given_at,
  a._delivery_date, a._replaced_on, a._record_id, a._file, a._file_id, a._row_number
FROM answer a
CROSS JOIN target t
LEFT JOIN config.churn_reason_question c
  ON c.source = 'qualtrics' AND 'qualtrics:' || c.survey_id = a.survey_key AND c.question_id = a.question
WHERE a.answer IS NOT NULL
