-- Counted answers of employees, with department and location on the day of the answer: what eNPS is
-- computed from.
-- Grain: one row per submission and question.
-- Rule: docs/decisions/survey.md, Employees.
CREATE TABLE silver.employee_answer (
  response_id STRING COMMENT 'Submission, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  source STRING COMMENT 'Survey tool that delivered the answer',
  metric STRING COMMENT 'enps, csat or ces; nps asked of employees is enps',
  employee_key STRING COMMENT 'employee:<pseudonym> of whoever answered: of the employee by hr, where the answer leads to one, else of the first that it names; null: anonymous',
  department STRING COMMENT 'Department on response_date; null: unknown',
  location STRING COMMENT 'Location on response_date; null: unknown',
  responded_at TIMESTAMP COMMENT 'When the answer was last given or changed (UTC)',
  response_date DATE COMMENT 'Business date of responded_at',
  response_month DATE COMMENT 'First day of the month of response_date',
  score DOUBLE COMMENT 'Number as given, on scale_min to scale_max',
  scale_min DOUBLE COMMENT 'Least number that may be given',
  scale_max DOUBLE COMMENT 'Greatest number that may be given',
  answer_group STRING COMMENT 'enps: promoter, passive, detractor; csat: satisfied, not_satisfied; ces: easy, not_easy',
  closes_on DATE COMMENT 'Date on which the month of the answer closes, or its first delivery where that is later',
  _recheck_on DATE COMMENT 'The same date: from then on the answer is in gold.kpi_enps_monthly, if it came in time'
)
USING delta
COMMENT 'Counted answers of employees. Restricted: in no fact, scorecard, export or restatement'
TBLPROPERTIES (
  'cxw.key' = 'response_id, question_id',
  'cxw.grain' = 'employee’s submission and question',
  'cxw.owner' = 'human resources',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'response_id',
  'cxw.narrow' = 'silver.survey_response(response_id)'
)
