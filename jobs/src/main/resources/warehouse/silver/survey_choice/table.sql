-- What choices of surveys mean, and meant before the survey was edited.
-- Grain: one row per survey, question, choice and period.
CREATE TABLE silver.survey_choice (
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>; of a matrix, the whole of it',
  choice_id STRING COMMENT 'Choice as answers name it (native id)',
  position INT COMMENT 'Place of the choice in the question, from 1',
  choice_value DOUBLE COMMENT 'Number that the choice stands for; null: none',
  is_na BOOLEAN COMMENT 'The choice dismisses the question (not applicable)',
  choice_text STRING COMMENT 'Wording of the choice',
  valid_from TIMESTAMP COMMENT 'When the survey was edited so (UTC); null: the first that is known, which stands for the time before, too',
  valid_to TIMESTAMP COMMENT 'When it was edited to mean something else (UTC); null: never. A choice that was removed keeps its last meaning'
)
USING delta
COMMENT 'Which number each choice of a survey question stands for, by period'
TBLPROPERTIES (
  'cxw.key' = 'survey_id, question_id, choice_id, valid_from',
  'cxw.grain' = 'survey, question, choice and period',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'full'
)
