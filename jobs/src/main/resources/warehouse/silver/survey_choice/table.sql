CREATE TABLE silver.survey_choice (
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  choice_id STRING COMMENT 'Choice as answers name it (native id)',
  position INT COMMENT 'Place of the choice in the question, from 1',
  choice_value DOUBLE COMMENT 'Number that the choice stands for; null: none',
  is_na BOOLEAN COMMENT 'The choice dismisses the question (not applicable)'
)
USING delta
COMMENT 'Which number each choice of a survey question stands for'
TBLPROPERTIES (
  'cxw.key' = 'survey_id, question_id, choice_id',
  'cxw.grain' = 'survey × question × choice',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'full'
)
