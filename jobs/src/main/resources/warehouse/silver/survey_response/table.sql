-- Answers to survey questions, one shape whatever the tool; no free text. Holds answers of employees:
-- restricted.
-- Grain: one row per submission and question.
CREATE TABLE silver.survey_response (
  response_id STRING COMMENT 'Submission, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  source STRING COMMENT 'Survey or support tool that delivered the answer',
  metric STRING COMMENT 'nps, csat, ces or enps; null: the question is not configured',
  audience STRING COMMENT 'customer or employee; null: the question is not configured',
  response_status STRING COMMENT 'State of the submission as its source calls it',
  customer_source_key STRING COMMENT 'Whose answer, the first of customer_keys: <source>:<native id>, email:<pseudonym>, or of employees employee:<pseudonym>; null: anonymous',
  customer_keys ARRAY<STRING> COMMENT 'All that the tool tells of who answered, in the order in which they are tried: the first that leads to a customer (of employees, to an employee) says whose answer it is; null: customer_source_key is all',
  ticket_id STRING COMMENT 'Ticket that was rated, <source>:<native id>',
  touchpoint STRING COMMENT 'Touchpoint that the tool delivered with the answer; null: the question says it',
  channel STRING COMMENT 'Channel that the tool delivered with the answer, in the words of support.channels, as delivered where they do not name it; null: the question says it',
  responded_at TIMESTAMP COMMENT 'When the answer was last given or changed (UTC)',
  response_date DATE COMMENT 'Business date of responded_at',
  score DOUBLE COMMENT 'Number given, on the scale of the question; null: dismissed, or no number',
  is_dismissed BOOLEAN COMMENT 'The respondent chose not applicable',
  is_counted BOOLEAN COMMENT 'Enters KPIs: a number inside the scale of a configured question, submission completed or partial',
  closes_on DATE COMMENT 'Of employees: the end of the month of the answer (surveys.employee-close-days later), or its first delivery where that is later; changes delivered later are left out',
  _time_adjusted BOOLEAN COMMENT 'The local time given does not exist or is ambiguous (daylight saving) and was resolved by rule',
  _recheck_on DATE COMMENT 'Business date on which the answer begins to count'
)
USING delta
COMMENT 'Answers to survey questions, one shape whatever the tool; no free text. Holds answers of employees: restricted'
TBLPROPERTIES (
  'cxw.key' = 'response_id, question_id',
  'cxw.grain' = 'submission and question',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'response_id',
  'cxw.narrow' = 'bronze.freshdesk_satisfaction_ratings(_record_id), bronze.generic_survey_responses(_record_id), bronze.hotjar_feedback(_record_id), bronze.hotjar_survey(_record_id), bronze.hubspot_feedback_submissions(_record_id), bronze.intercom_conversations(_record_id), bronze.qualtrics_responses(_record_id), bronze.surveymonkey_responses(_record_id), bronze.zendesk_satisfaction_ratings(_record_id), bronze.zendesk_survey_responses(_record_id)'
)
