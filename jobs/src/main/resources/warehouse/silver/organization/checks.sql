-- warn optional_value_unread: Optional columns could not be read and are empty; the organisations count
SELECT source, _unread, count(*) AS organizations FROM candidate WHERE _unread IS NOT NULL GROUP BY source, _unread
