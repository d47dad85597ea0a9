-- fail parts_exceed_whole: touches and first contacts are parts of the resolved tickets
SELECT metric_date, source FROM candidate
WHERE fcr_numerator > fcr_denominator
  OR fcr_denominator + fcr_pending > tickets_resolved
  OR zero_touch + one_touch + two_touch + multi_touch > tickets_resolved
  OR tickets_reopened > tickets_reopen_known
  OR tickets_reopen_known > tickets_first_resolved
  OR escalated > tickets_escalation_known
