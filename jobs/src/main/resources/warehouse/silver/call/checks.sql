-- warn optional_value_unread: Directions, outcomes, solutions, waits or talks that cannot be read (another word, below 0, above a week) are empty; the calls count
SELECT _unread, count(*) AS calls FROM candidate WHERE _unread IS NOT NULL GROUP BY _unread
