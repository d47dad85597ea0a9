-- Additive parts of NPS, CSAT and CES per day: any window is their sum, never a mean of daily scores.
-- Grain: one row per date, metric, kind, survey, question, touchpoint, channel and set of customer
-- segments.
CREATE TABLE gold.kpi_survey_daily (
  metric_date DATE COMMENT 'Business date of the answers',
  metric STRING COMMENT 'nps, csat or ces',
  kind STRING COMMENT 'relational or transactional',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  question_id STRING COMMENT 'Question, <source>:<native id>',
  touchpoint STRING COMMENT 'Touchpoint that the question is about',
  channel STRING COMMENT 'Channel through which the question was asked',
  country STRING COMMENT 'Country of the customers',
  region STRING COMMENT 'Region of the customers',
  industry STRING COMMENT 'Industry of the customers',
  plan STRING COMMENT 'Plan of the customers',
  acquisition_channel STRING COMMENT 'Channel through which the customers were won',
  answers BIGINT COMMENT 'Counted answers (additive)',
  promoters BIGINT COMMENT 'nps: answers from 9; 0 for other metrics (additive)',
  passives BIGINT COMMENT 'nps: answers from 7 below 9; 0 for other metrics (additive)',
  detractors BIGINT COMMENT 'nps: answers below 7; 0 for other metrics (additive)',
  favorable BIGINT COMMENT 'csat: satisfied answers; ces: easy answers; 0 for nps (additive)',
  followed_up BIGINT COMMENT 'nps: detractors whom an agent contacted in public or by telephone within 48 hours (additive)',
  follow_up_known BIGINT COMMENT 'nps: detractors of whom it is known whether an agent contacted them: the whole of closed_loop_rate (additive)',
  score_sum DECIMAL(38,12) COMMENT 'Sum of score_normalized, each rounded to 12 places (additive)',
  score_sum_sq DECIMAL(38,12) COMMENT 'Sum of squares of score_normalized, each rounded to 12 places (additive)',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'Additive parts of NPS, CSAT and CES per day: any window is their sum, never a mean of daily scores'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, metric, kind, survey_id, question_id, touchpoint, channel, country, region, industry, plan, acquisition_channel',
  'cxw.grain' = 'date, metric, kind, survey, question, touchpoint, channel and set of customer segments',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'gold.fct_survey_response(response_date)'
)
