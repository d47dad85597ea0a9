-- Support per day: additive parts of first reply, resolution, reopening, escalation, touch and first
-- contact rates.
-- Grain: one row per date, source, channel, priority, group and set of customer segments (nulls are
-- keys).
-- Rates: reopen_rate = tickets_reopened / tickets_reopen_known, escalation_rate = escalated /
-- tickets_escalation_known, fcr_rate = fcr_numerator / fcr_denominator, one_touch_rate = one_touch /
-- (one_touch + two_touch + multi_touch).
CREATE TABLE gold.kpi_support_daily (
  metric_date DATE COMMENT 'Business date',
  source STRING COMMENT 'Help desk',
  channel STRING COMMENT 'Channel on which the tickets were opened',
  priority STRING COMMENT 'Priority',
  group_id STRING COMMENT 'Group or queue',
  country STRING COMMENT 'Segment of the customer at creation',
  region STRING COMMENT 'Segment of the customer at creation',
  industry STRING COMMENT 'Segment of the customer at creation',
  plan STRING COMMENT 'Segment of the customer at creation',
  acquisition_channel STRING COMMENT 'Segment of the customer at creation',
  tickets_created BIGINT COMMENT 'Tickets created on the date',
  tickets_resolved BIGINT COMMENT 'Tickets resolved for good (so far) on the date',
  tickets_first_resolved BIGINT COMMENT 'Tickets resolved for the first time on the date',
  tickets_reopened BIGINT COMMENT 'Tickets first resolved on the date that were reopened within 7 days; null where the source cannot tell',
  first_reply_n BIGINT COMMENT 'Tickets whose first reply was on the date: the whole of first_reply_ms_sum',
  first_reply_ms_sum BIGINT COMMENT 'Their milliseconds from creation to first reply',
  first_reply_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  first_resolution_n BIGINT COMMENT 'Tickets whose first resolution was on the date and not before their creation: the whole of first_resolution_ms_sum',
  first_resolution_ms_sum BIGINT COMMENT 'Their milliseconds from creation to first resolution',
  first_resolution_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  resolution_n BIGINT COMMENT 'Tickets whose full resolution was on the date and not before their creation: the whole of resolution_ms_sum',
  resolution_ms_sum BIGINT COMMENT 'Their milliseconds from creation to full resolution',
  resolution_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  wait_n BIGINT COMMENT 'Tickets resolved on the date whose waits are known',
  requester_wait_ms_sum BIGINT COMMENT 'Their milliseconds in new, open and hold',
  requester_wait_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  agent_wait_ms_sum BIGINT COMMENT 'Their milliseconds in pending',
  agent_wait_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  hold_ms_sum BIGINT COMMENT 'Their milliseconds in hold',
  hold_business_ms_sum BIGINT COMMENT 'The same in working time; calendar time of help desks that deliver no working hours',
  fcr_numerator BIGINT COMMENT 'Tickets resolved on the date at first contact; null where replies or reopenings are not known',
  fcr_denominator BIGINT COMMENT 'Tickets resolved on the date with a reply whose window is over; null where replies or reopenings are not known',
  fcr_pending BIGINT COMMENT 'Tickets resolved on the date with a reply whose window is not over; null where replies or reopenings are not known',
  escalated BIGINT COMMENT 'Escalated tickets resolved on the date; null where the source cannot tell',
  one_touch BIGINT COMMENT 'Tickets resolved on the date with one agent reply; null where replies are not known',
  two_touch BIGINT COMMENT 'Tickets resolved on the date with two agent replies; null where replies are not known',
  multi_touch BIGINT COMMENT 'Tickets resolved on the date with three or more agent replies; null where replies are not known',
  zero_touch BIGINT COMMENT 'Tickets resolved on the date with no agent reply; null where replies are not known',
  tickets_reopen_known BIGINT COMMENT 'Tickets first resolved on the date of which the source can tell whether they were reopened: what tickets_reopened is a part of',
  tickets_escalation_known BIGINT COMMENT 'Tickets resolved on the date of which the source can tell whether they were escalated: what escalated is a part of',
  first_reply_business_n BIGINT COMMENT 'The whole of first_reply_business_ms_sum: without tickets whose schedule cannot be read',
  first_resolution_business_n BIGINT COMMENT 'The whole of first_resolution_business_ms_sum',
  resolution_business_n BIGINT COMMENT 'The whole of resolution_business_ms_sum',
  wait_business_n BIGINT COMMENT 'The whole of the waits in working time',
  tickets_resolved_before_creation BIGINT COMMENT 'Tickets resolved on the date and, as their source says, before their creation: they have no duration',
  next_replies BIGINT COMMENT 'Agent replies to customer comments that followed an agent reply, of tickets resolved on the date: the whole of next_reply_ms_sum',
  next_reply_ms_sum BIGINT COMMENT 'Their milliseconds from the first comment that waited to the reply',
  customer_contacts BIGINT COMMENT 'Contacts of customers about tickets resolved on the date: openings and public comments; null where no source can tell',
  tickets_contacts_known BIGINT COMMENT 'Tickets resolved on the date of which the source tells all contacts: the whole of customer_contacts',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Support KPIs per day'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, source, channel, priority, group_id, country, region, industry, plan, acquisition_channel',
  'cxw.grain' = 'date, source, channel, priority, group and set of customer segments',
  'cxw.owner' = 'support',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'gold.fct_ticket_measure(metric_date)'
)
