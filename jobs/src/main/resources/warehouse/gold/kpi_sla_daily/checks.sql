-- fail all_outcomes: every decided promise is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(met + breached), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_ticket_sla WHERE outcome_date IS NOT NULL) i
WHERE a.n <> i.n
