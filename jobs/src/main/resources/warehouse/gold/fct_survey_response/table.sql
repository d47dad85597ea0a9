-- Counted answers of customers to NPS, CSAT and CES questions; employees never appear here.
-- Grain: one row per customer's submission and question.
CREATE TABLE gold.fct_survey_response (
  response_id STRING COMMENT 'Submission, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  source STRING COMMENT 'Survey or support tool that delivered the answer',
  metric STRING COMMENT 'nps, csat or ces',
  kind STRING COMMENT 'relational (the relationship) or transactional (one contact)',
  responded_at TIMESTAMP COMMENT 'When the answer was last given or changed (UTC)',
  response_date DATE COMMENT 'Business date of responded_at',
  score DOUBLE COMMENT 'Number as given, on scale_min to scale_max',
  scale_min DOUBLE COMMENT 'Least number that may be given',
  scale_max DOUBLE COMMENT 'Greatest number that may be given',
  score_normalized DOUBLE COMMENT '0 to 1 on the turned scale: 1 is best, whatever the direction of the question',
  answer_group STRING COMMENT 'nps: promoter, passive, detractor; csat: satisfied, not_satisfied; ces: easy, not_easy',
  touchpoint STRING COMMENT 'Touchpoint that the question is about',
  channel STRING COMMENT 'Channel through which the question was asked',
  ticket_id STRING COMMENT 'Ticket that was rated, <source>:<native id>',
  followed_up_at TIMESTAMP COMMENT 'First public contact of an agent after the answer, on the rated ticket or any of the customer, or answered call to the customer (UTC); null: none yet',
  is_followed_up BOOLEAN COMMENT 'That contact came within 48 hours; null where none is known and nobody can tell: replies of a ticket, whether a call was answered, or whose answer it is, are not known',
  customer_source_key STRING COMMENT 'Whose answer: <source>:<native id>, or email:<pseudonym>; null: anonymous',
  customer_id STRING COMMENT 'Customer; null: unknown',
  customer_key BIGINT COMMENT 'Version of the customer valid on response_date (gold.dim_customer); -1: unknown',
  is_inferred BOOLEAN COMMENT 'The answer lies before the first known version of the customer, which is taken instead',
  country STRING COMMENT 'Country of the customer on response_date',
  region STRING COMMENT 'Region of the customer on response_date',
  industry STRING COMMENT 'Industry of the customer on response_date',
  plan STRING COMMENT 'Plan of the customer on response_date',
  acquisition_channel STRING COMMENT 'Channel through which the customer was won',
  response_month DATE COMMENT 'First day of the month of response_date (partition)',
  _recheck_on DATE COMMENT 'Date of a contact that lies after the as-of date, where none came before'
)
USING delta
PARTITIONED BY (response_month)
COMMENT 'Counted answers of customers to NPS, CSAT and CES questions; employees never appear here'
TBLPROPERTIES (
  'cxw.key' = 'response_id, question_id',
  'cxw.grain' = 'customer’s submission and question',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'response_id',
  'cxw.narrow' = 'silver.survey_response(response_id), silver.customer_match(record_id)'
)
