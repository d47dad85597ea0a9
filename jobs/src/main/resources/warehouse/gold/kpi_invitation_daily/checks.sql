-- fail parts_in_order: No more delivered than sent, no more opened or answered than delivered
SELECT sent_date, survey_id FROM candidate
WHERE delivered > invitations OR opened > delivered OR responded > delivered;

-- fail all_invitations: every invitation is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(invitations), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_survey_invitation) i
WHERE a.n <> i.n
