-- How customers pass through the stages of the journey: who was in a stage, who moved on and how soon,
-- and what customers say there.
-- Grain: one row per month, stage and touchpoint; touchpoint all: the whole stage.
-- Rules: docs/decisions/behaviour.md (journeys).
CREATE TABLE gold.kpi_journey_monthly (
  month DATE COMMENT 'First day of the month of the contacts, and of the answers',
  stage STRING COMMENT 'Stage of the journey, in the words of the configuration',
  touchpoint STRING COMMENT 'Touchpoint in the stage; all: any of them',
  stage_number INT COMMENT 'Place of the stage in journey.order; null for one that is not there',
  customers BIGINT COMMENT 'Customers with a contact of their own there in the month (no sum over touchpoints, stages or months is a number of customers)',
  moved_on BIGINT COMMENT 'Those with a contact in a later stage within journey.move-on-days of the first one here in the month, so far where the month is not mature; null for the last stage and for one without a place',
  moved_on_share DOUBLE COMMENT 'moved_on / customers; null before the month is mature',
  ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Wilson)',
  ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (Wilson)',
  dropped_off BIGINT COMMENT 'customers − moved_on; null before the month is mature',
  drop_off_share DOUBLE COMMENT 'dropped_off / customers',
  median_days DOUBLE COMMENT 'Median of the days from the first contact here to the first in a later stage, of those who moved on; null before the month is mature',
  nps_answers BIGINT COMMENT 'NPS answers about the touchpoint in the month (additive)',
  promoters BIGINT COMMENT 'Promoters among them (additive)',
  detractors BIGINT COMMENT 'Detractors among them (additive)',
  nps DOUBLE COMMENT '100 · (promoters − detractors) / nps_answers; null without answers',
  nps_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (adjusted Wald)',
  nps_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (adjusted Wald)',
  ces_answers BIGINT COMMENT 'CES answers about the touchpoint in the month (additive)',
  easy BIGINT COMMENT 'Easy ones among them (additive)',
  ces DOUBLE COMMENT 'easy / ces_answers; null without answers',
  ces_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Wilson)',
  ces_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (Wilson)',
  is_mature BOOLEAN COMMENT 'journey.move-on-days after the end of the month are over at the end of as_of',
  mature_on DATE COMMENT 'Date on which the month is mature',
  _recheck_on DATE COMMENT 'Date on which the month becomes mature'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Stages of the customer journey by month: customers, who moved on and how soon, who dropped off, NPS and CES'
TBLPROPERTIES (
  'cxw.key' = 'month, stage, touchpoint',
  'cxw.grain' = 'month, stage and touchpoint',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.dim_date(month_start_date)'
)
