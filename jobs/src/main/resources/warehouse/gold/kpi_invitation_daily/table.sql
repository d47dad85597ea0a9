-- What became of the invitations of each day: the parts of response rates.
-- Grain: one row per day of sending, survey, touchpoint, channel and set of customer segments.
-- Rule: docs/decisions/survey.md, Response rate.
CREATE TABLE gold.kpi_invitation_daily (
  sent_date DATE COMMENT 'Business date on which the invitations were sent',
  survey_id STRING COMMENT 'Survey, <source>:<native id>',
  touchpoint STRING COMMENT 'Touchpoint of the survey, where its questions agree',
  channel STRING COMMENT 'Channel of the survey, where its questions agree',
  country STRING COMMENT 'Country of the customers',
  region STRING COMMENT 'Region of the customers',
  industry STRING COMMENT 'Industry of the customers',
  plan STRING COMMENT 'Plan of the customers',
  acquisition_channel STRING COMMENT 'Channel through which the customers were won',
  invitations BIGINT COMMENT 'Invitations sent (additive)',
  delivered BIGINT COMMENT 'Of these the ones that did not bounce (additive)',
  opened BIGINT COMMENT 'Delivered ones known to have been opened; null: of none is it known (additive)',
  responded BIGINT COMMENT 'Delivered ones with at least one counted answer so far; null where that is not known (additive)',
  response_known BIGINT COMMENT 'Delivered ones of which it is known whether they were answered: the whole of survey_response_rate (additive)',
  sent_month DATE COMMENT 'First day of the month of sent_date (partition)'
)
USING delta
PARTITIONED BY (sent_month)
COMMENT 'Invitations per day of sending and what became of them: response rate = responded / response_known; an answer that comes later changes that day'
TBLPROPERTIES (
  'cxw.key' = 'sent_date, survey_id, touchpoint, channel, country, region, industry, plan, acquisition_channel',
  'cxw.grain' = 'day of sending, survey, touchpoint, channel and set of customer segments',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'sent_date',
  'cxw.narrow' = 'gold.fct_survey_invitation(sent_date)'
)
