-- What each survey question measures, and on which scale.
-- Grain: one row per survey and question.
CREATE TABLE silver.survey_question (
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>; of a row of a matrix <source>:<question>/<row>; unique within its survey',
  source STRING COMMENT 'Survey tool',
  metric STRING COMMENT 'nps, csat, ces or enps, from configuration; null: not configured, in no KPI',
  kind STRING COMMENT 'relational (the relationship) or transactional (one contact)',
  touchpoint STRING COMMENT 'Touchpoint that the question is about, from configuration',
  channel STRING COMMENT 'Channel through which it is asked, from configuration',
  audience STRING COMMENT 'customer or employee; null where the question is not configured',
  scale_min DOUBLE COMMENT 'Least number that may be given',
  scale_max DOUBLE COMMENT 'Greatest number that may be given',
  high_is STRING COMMENT 'What a high number means for ces: easy or hard; hard scales are turned',
  favorable_from DOUBLE COMMENT 'On the turned scale, the least number that is satisfied or easy; null for nps',
  is_countable BOOLEAN COMMENT 'The metric is defined on this scale: nps on 0-10, csat and ces where favorable_from is known',
  family STRING COMMENT 'Type of question in the survey tool',
  subtype STRING COMMENT 'Subtype of question in the survey tool',
  survey_title STRING COMMENT 'Title of the survey in the survey tool',
  question_text STRING COMMENT 'Wording of the question in the survey tool'
)
USING delta
COMMENT 'What each survey question measures, and on which scale'
TBLPROPERTIES (
  'cxw.key' = 'survey_id, question_id',
  'cxw.grain' = 'survey and question',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'full'
)
