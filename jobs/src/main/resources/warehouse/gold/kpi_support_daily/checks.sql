-- fail parts_exceed_whole: touches and first contacts are parts of the resolved tickets
SELECT metric_date, source FROM candidate
WHERE fcr_numerator > fcr_denominator
  OR fcr_denominator + fcr_pending > tickets_resolved
  OR zero_touch + one_touch + two_touch + multi_touch > tickets_resolved
  OR tickets_reopened > tickets_reopen_known
  OR tickets_reopen_known > tickets_first_resolved
  OR escalated > tickets_escalation_known;

-- fail all_tickets: every ticket is created in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(tickets_created), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_ticket_measure WHERE measure = 'created') i
WHERE a.n <> i.n
