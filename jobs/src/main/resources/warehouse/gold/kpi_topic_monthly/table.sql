-- What tickets are about, by month: how many, their share, how it moved, and how they were rated.
-- Grain: one row per month, topic and help desk; topic null: tickets of none that is known.
-- Rules: docs/decisions/support.md (topics).
CREATE TABLE gold.kpi_topic_monthly (
  month DATE COMMENT 'First day of the month in which the tickets were created',
  topic STRING COMMENT 'Topic by configured rules (topics); null: no rule fits',
  source STRING COMMENT 'Help desk',
  tickets BIGINT COMMENT 'Tickets of the topic (additive over months and help desks, not over topics: a ticket may have several); 0 where only the month before had some',
  tickets_all BIGINT COMMENT 'All tickets of the help desk in the month, with or without a topic: what share is a share of',
  share DOUBLE COMMENT 'tickets / tickets_all',
  ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Wilson)',
  ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (Wilson)',
  tickets_previous BIGINT COMMENT 'Tickets of the topic in the month before',
  tickets_all_previous BIGINT COMMENT 'All tickets of the help desk in the month before; 0: none were delivered',
  share_previous DOUBLE COMMENT 'Share in the month before; null where it had no tickets at all',
  change DOUBLE COMMENT 'share − share_previous',
  change_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval; one that does not hold 0 is more than chance',
  change_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval',
  ratings BIGINT COMMENT 'Tickets of the topic that were rated (additive as tickets)',
  satisfied BIGINT COMMENT 'Those whose latest rating is good (additive as tickets)',
  csat DOUBLE COMMENT 'satisfied / ratings; null where none was rated',
  csat_ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Wilson)',
  csat_ci_high DOUBLE COMMENT 'Upper end of its 95 % interval (Wilson)',
  is_new BOOLEAN COMMENT 'The month before had tickets, none of them of the topic; null where it had none at all, and for topic null',
  is_vanished BOOLEAN COMMENT 'The month before had tickets of the topic, this whole month none, but others (a month without any ticket of the help desk has no rows); null while the month is not over, where the one before had no tickets at all, and for topic null',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of',
  _recheck_on DATE COMMENT 'Date on which an incomplete month becomes complete'
)
USING delta
PARTITIONED BY (month)
COMMENT 'What tickets are about, by month: how many, their share, how it moved, and how they were rated'
TBLPROPERTIES (
  'cxw.key' = 'month, topic, source',
  'cxw.grain' = 'month, topic and help desk',
  'cxw.owner' = 'support',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.dim_date(month_start_date)'
)
