-- warn optional_value_unread: Dates of employment stand for no date and are empty; the employees count
SELECT _unread, count(*) AS versions FROM candidate WHERE _unread IS NOT NULL GROUP BY _unread
