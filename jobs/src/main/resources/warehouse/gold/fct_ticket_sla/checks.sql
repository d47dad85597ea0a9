-- fail decided_without_date: what is met or breached was decided on a date, nothing else was
SELECT ticket_id, metric FROM candidate WHERE (status IN ('met', 'breached')) <> (outcome_date IS NOT NULL);

-- fail late_but_met: more time passed than promised
SELECT ticket_id, metric FROM candidate
WHERE elapsed_minutes > target_minutes + 1e-6 AND status <> 'breached'
  OR elapsed_minutes < target_minutes - 1e-6 AND status = 'breached';

-- fail fulfilled_before_start: a promise is fulfilled after it was made
SELECT ticket_id, metric FROM candidate WHERE fulfilled_at < started_at AND started_at <> due_at;

-- warn no_policy_applies: the help desk has policies, but none for this ticket
SELECT t.ticket_id
FROM silver.ticket t
WHERE t.policy_id IS NULL AND NOT t.is_deleted AND NOT t.is_spam AND NOT t.is_merged
  AND t.source IN (SELECT source FROM silver.sla_policy)
