-- What a survey tool tells of an answer, before it is judged: what query.sql reads as `sources`.
-- Grain: one row per submission and question, of surveys of employees one per delivery of it.
-- NOT NULL: no source may leave the column out; a value that is null all the same is judged.
CREATE TABLE sources (
  response_id STRING NOT NULL COMMENT 'Submission, <source>:<native id>',
  question_id STRING NOT NULL COMMENT 'Question, <source>:<native id>',
  survey_id STRING NOT NULL COMMENT 'Survey, <source>:<native id>; null: not delivered',
  source STRING NOT NULL COMMENT 'Survey or support tool that delivered the answer',
  number DOUBLE COMMENT 'The answer, where the tool has numbers for its answers (codes, choices)',
  answer STRING COMMENT 'The answer as text, where it is the text that holds the number; null or empty number and text: no answer',
  is_dismissed BOOLEAN COMMENT 'The respondent chose not applicable; null: no',
  is_open BOOLEAN COMMENT 'Anything may stand here, such as an attribute of the respondent: the row is kept only if the question is configured or the answer is a number from 0 to 10; null: no',
  fault STRING COMMENT 'What is wrong with the answer, where only its tool tells, as a reason of rejection',
  response_status STRING COMMENT 'State of the submission as its source calls it',
  is_submitted BOOLEAN NOT NULL COMMENT 'Completed, or partial with this question answered; false: in a state that never counts, such as a test; null: in a state that nobody knows',
  audience STRING COMMENT 'customer or employee, where the tool itself says it',
  email_key STRING COMMENT 'E-mail of the respondent, email:<pseudonym>',
  id_keys ARRAY<STRING> COMMENT 'Ids of the respondent, <source>:<native id>, in the order in which they are tried',
  employee_keys ARRAY<STRING> COMMENT 'Ids by which the tool names employees, those of hr as hr:<native id>; null: id_keys',
  ticket_id STRING COMMENT 'Ticket that was rated, <source>:<native id>',
  touchpoint STRING COMMENT 'Touchpoint that the tool delivered with the answer',
  channel STRING COMMENT 'Channel that the tool delivered with the answer',
  given_at STRING NOT NULL COMMENT 'When the answer was last given or changed, as delivered',
  zone STRING COMMENT 'Time zone of times without one; null: that of the source',
  _delivery_date DATE COMMENT 'Of tools that may ask employees: date on which the row was delivered',
  _replaced_on DATE COMMENT 'Date on which a later row replaced it; null: it is the latest',
  _record_id STRING NOT NULL COMMENT 'Record in bronze',
  _file STRING NOT NULL COMMENT 'File that delivered it',
  _file_id STRING NOT NULL COMMENT 'Contents of that file',
  _row_number BIGINT NOT NULL COMMENT 'Its row in the file'
)
