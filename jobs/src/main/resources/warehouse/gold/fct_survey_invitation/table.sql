-- Invitations of customers, with what came of them up to the as-of date: what response rates are made
-- of.
-- Grain: one row per invitation.
-- Rule: docs/decisions/survey.md, Invitations and their answers.
CREATE TABLE gold.fct_survey_invitation (
  invitation_id STRING COMMENT 'Invitation, <source>:<native id>',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  source STRING COMMENT 'Survey tool that sent it',
  touchpoint STRING COMMENT 'Touchpoint of the survey, where its questions agree',
  channel STRING COMMENT 'Channel of the survey, where its questions agree',
  sent_at TIMESTAMP COMMENT 'When it was sent (UTC)',
  sent_date DATE COMMENT 'Business date of sent_at',
  is_delivered BOOLEAN COMMENT 'It did not bounce: it counts in the denominator, where is_response_known',
  opened_at TIMESTAMP COMMENT 'When it was opened (UTC); null: not, or not known',
  responded_at TIMESTAMP COMMENT 'First counted answer to it (UTC); null: none so far, or not known',
  is_response_known BOOLEAN COMMENT 'Answers of its tool are delivered: without any nobody can tell whether it was answered, and it is in no response rate',
  customer_source_key STRING COMMENT 'Who was invited: <source>:<native id>, or email:<pseudonym>; null: unknown',
  customer_id STRING COMMENT 'Customer; null: unknown',
  customer_key BIGINT COMMENT 'Version of the customer valid on sent_date (gold.dim_customer); -1: unknown',
  is_inferred BOOLEAN COMMENT 'The invitation lies before the first known version of the customer, which is taken instead',
  country STRING COMMENT 'Country of the customer on sent_date',
  region STRING COMMENT 'Region of the customer on sent_date',
  industry STRING COMMENT 'Industry of the customer on sent_date',
  plan STRING COMMENT 'Plan of the customer on sent_date',
  acquisition_channel STRING COMMENT 'Channel through which the customer was won',
  sent_month DATE COMMENT 'First day of the month of sent_date (partition)',
  _recheck_on DATE COMMENT 'Next date on which something of it happens that lies after the as-of date'
)
USING delta
PARTITIONED BY (sent_month)
COMMENT 'Invitations to surveys of customers, and their first counted answer; employees never appear here'
TBLPROPERTIES (
  'cxw.key' = 'invitation_id',
  'cxw.grain' = 'invitation of a customer',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'invitation_id',
  'cxw.narrow' = 'silver.survey_invitation(invitation_id), silver.customer_match(record_id)'
)
