-- fail interval_ends_before_it_begins: intervals are in order
SELECT ticket_id, position FROM candidate WHERE to_at < from_at
