-- Why customers cancel, as they picked it in a cancellation survey (churn.reason-questions); no free
-- text.
-- Grain: one row per submission, question and reason that was picked.
CREATE TABLE silver.cancellation_reason (
  response_id STRING COMMENT 'Submission, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  reason STRING COMMENT 'Choice as the survey words it; other: a text of one’s own, which is not kept; unknown: a choice that the survey does not have',
  source STRING COMMENT 'Survey tool that delivered the answer',
  customer_source_key STRING COMMENT 'Whose answer: <source>:<native id> or email:<pseudonym>; null: anonymous',
  response_date DATE COMMENT 'Business date of the answer',
  response_month DATE COMMENT 'First day of the month of response_date',
  _recheck_on DATE COMMENT 'Business date on which the answer begins to count'
)
USING delta
COMMENT 'Why customers cancel, as they picked it in a cancellation survey (churn.reason-questions); no free text'
TBLPROPERTIES (
  'cxw.key' = 'response_id, question_id, reason',
  'cxw.grain' = 'submission, question and reason that was picked',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'response_id',
  'cxw.narrow' = 'silver.survey_response(response_id), bronze.surveymonkey_responses(_record_id), bronze.qualtrics_responses(_record_id), bronze.generic_survey_responses(_record_id)'
)
