-- warn optional_value_unread: Control flags that are no flag, and revenues that are no number from 0 to 10^12, are not known; the events count
SELECT _unread, count(*) AS events FROM candidate WHERE _unread IS NOT NULL GROUP BY _unread
