-- Who answers surveys: respondents among those who were invited, by what is known of all of them, and
-- NPS weighted to those who were invited.
-- Grain: one row per as-of date, month of sending and segment.
-- Rules: docs/decisions/survey.md, Who answers.
CREATE TABLE gold.kpi_non_response_monthly (
  as_of_date DATE COMMENT 'Business date at whose end it was known so: tiers and churn are those of that date',
  month DATE COMMENT 'First day of the month in which the invitations were sent; the latest twelve whose answers are decided (surveys.response-maturity-days)',
  segment_name STRING COMMENT 'all, later_churn, clv_tier, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all; churned or stayed (of customers active at the end of the month: whether they left in the three months after it, once these are over); high, medium or low; the customer’s value on the date of sending. unknown where there is none',
  invited BIGINT COMMENT 'Delivered invitations of which it is known whether they were answered (gold.fct_survey_invitation.is_response_known); additive over months and values of one segment',
  responded BIGINT COMMENT 'Those with at least one counted answer so far; additive likewise',
  response_rate DOUBLE COMMENT 'responded / invited',
  ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Wilson)',
  ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (Wilson)',
  nps_invited BIGINT COMMENT 'Those of invited whose survey asks NPS',
  nps_answers BIGINT COMMENT 'NPS answers to them',
  promoters BIGINT COMMENT 'Promoters among the answers',
  detractors BIGINT COMMENT 'Detractors among the answers',
  nps DOUBLE COMMENT '100 · (promoters − detractors) / nps_answers, as answered; null without answers',
  nps_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (adjusted Wald)',
  nps_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (adjusted Wald)',
  nps_cells BIGINT COMMENT 'Of segment all: cells of CLV tier and plan among nps_invited',
  nps_strata BIGINT COMMENT 'Of segment all: strata left of them, those of fewer than scorecard.min-n answers put together; null where all together are too few',
  nps_post_stratified DOUBLE COMMENT 'Of segment all: NPS with each stratum weighted as among nps_invited; null where all together are too few',
  nps_variance DOUBLE COMMENT 'Its variance, given how many answered in each stratum (Holt and Smith 1979)',
  nps_post_stratified_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (normal); null where all answers of each stratum are alike',
  nps_post_stratified_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (normal)',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'Who answers surveys among those invited, by churn, value and segment, and NPS weighted to those invited'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, month, segment_name, segment_value',
  'cxw.grain' = 'as-of date, month of sending and segment',
  'cxw.owner' = 'survey',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.keep_dates' = '35'
)
