-- Whom a survey was sent to, and what came of it.
-- Grain: one row per invitation.
-- Rule: docs/decisions/survey.md, Invitations.
CREATE TABLE silver.survey_invitation (
  invitation_id STRING COMMENT 'Invitation, <source>:<native id>',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  source STRING COMMENT 'Survey tool that sent it',
  audience STRING COMMENT 'customer or employee, as the questions of the survey are; null: none is configured',
  customer_source_key STRING COMMENT 'Who was invited: <source>:<native id>, email:<pseudonym>, or of employees employee:<pseudonym>; null: unknown',
  customer_keys ARRAY<STRING> COMMENT 'All that the tool tells of who was invited, in the order in which they are tried; null: customer_source_key is all',
  touchpoint STRING COMMENT 'Touchpoint of the survey, where its questions agree',
  channel STRING COMMENT 'Channel of the survey, where its questions agree',
  sent_at TIMESTAMP COMMENT 'When it was sent (UTC)',
  sent_date DATE COMMENT 'Business date of sent_at',
  is_delivered BOOLEAN COMMENT 'It did not bounce',
  opened_at TIMESTAMP COMMENT 'When it was opened (UTC); null: not, or not known',
  response_id STRING COMMENT 'Submission that answers it; of several the one counted first; null: none',
  responded_at TIMESTAMP COMMENT 'First counted answer to it (UTC), also one after the as-of date; null: none',
  is_response_known BOOLEAN COMMENT 'Answers of its tool are delivered: without any nobody can tell whether it was answered',
  _unread STRING COMMENT 'Optional columns that were delivered and could not be read, so that they are null here; null: none',
  _time_adjusted BOOLEAN COMMENT 'A local time given does not exist or is ambiguous (daylight saving) and was resolved by rule',
  _recheck_on DATE COMMENT 'Business date on which the invitation begins to count'
)
USING delta
COMMENT 'Invitations to surveys, and their first counted answer'
TBLPROPERTIES (
  'cxw.key' = 'invitation_id',
  'cxw.grain' = 'invitation',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'invitation_id',
  'cxw.narrow' = 'bronze.qualtrics_distribution_contacts(_record_id), bronze.surveymonkey_recipients(_record_id), bronze.zendesk_satisfaction_ratings(_record_id)'
)
