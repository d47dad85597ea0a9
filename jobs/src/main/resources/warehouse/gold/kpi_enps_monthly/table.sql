-- eNPS of closed months, by department and location apart.
-- Grain: one row per month and segment.
-- Small groups, and what would tell of them, are not shown.
-- Rules: docs/decisions/survey.md, Closed months and Small groups.
CREATE TABLE gold.kpi_enps_monthly (
  month DATE COMMENT 'First day of the month of the answers; closed, so that nothing of it changes any more',
  segment_name STRING COMMENT 'all, department or location: never both',
  segment_value STRING COMMENT 'all, or the department or location on the day of the answer; unknown where there is none',
  answers BIGINT COMMENT 'Counted answers; null where suppressed',
  promoters BIGINT COMMENT 'Answers from 9; null where suppressed',
  passives BIGINT COMMENT 'Answers from 7 below 9; null where suppressed',
  detractors BIGINT COMMENT 'Answers below 7; null where suppressed',
  enps DOUBLE COMMENT '100 (promoters - detractors) / answers, -100 to 100; null where suppressed',
  suppressed BOOLEAN COMMENT 'Not shown: too few answers, all alike, or needed to hide another group of the same total'
)
USING delta
COMMENT 'Employee net promoter score of closed months; groups of employees that could be told apart are suppressed'
TBLPROPERTIES (
  'cxw.key' = 'month, segment_name, segment_value',
  'cxw.grain' = 'closed month and segment',
  'cxw.owner' = 'human resources',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'silver.employee_answer(response_month)',
  'cxw.restated' = 'false',
  'cxw.exported' = 'false'
)
