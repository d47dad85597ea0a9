-- fail leaves_what_it_never_entered: a ticket is in at most one place of the backlog
SELECT ticket_id
FROM after
WHERE ticket_id IN (SELECT ticket_id FROM candidate)
GROUP BY ticket_id
HAVING sum(change) NOT IN (0, 1)
