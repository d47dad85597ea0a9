-- fail decided_without_date: what is met or breached was decided on a date, nothing else was
SELECT ticket_id, metric FROM candidate WHERE (status IN ('met', 'breached')) <> (outcome_date IS NOT NULL);

-- fail late_but_met: more time passed than promised
SELECT ticket_id, metric FROM candidate
WHERE elapsed_minutes > target_minutes + 1e-6 AND status <> 'breached'
  OR elapsed_minutes < target_minutes - 1e-6 AND status = 'breached'
