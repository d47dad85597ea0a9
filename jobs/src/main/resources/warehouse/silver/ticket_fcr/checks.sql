-- fail decided_while_pending: an open window decides nothing
SELECT ticket_id FROM candidate WHERE is_pending = (is_fcr IS NOT NULL)
