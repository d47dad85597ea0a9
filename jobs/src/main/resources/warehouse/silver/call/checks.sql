-- warn optional_value_unread: Waits or talks that are no duration (below 0, above a week, no number) are empty; the calls count
SELECT _unread, count(*) AS calls FROM candidate WHERE _unread IS NOT NULL GROUP BY _unread
