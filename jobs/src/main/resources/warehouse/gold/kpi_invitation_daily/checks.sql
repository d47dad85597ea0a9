-- fail parts_in_order: No more delivered than sent, no more opened or known than delivered, no more answered than known
SELECT sent_date, survey_id FROM candidate
WHERE delivered > invitations OR opened > delivered OR response_known > delivered
  OR responded > response_known;

-- fail all_invitations: every invitation is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(invitations), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_survey_invitation) i
WHERE a.n <> i.n
