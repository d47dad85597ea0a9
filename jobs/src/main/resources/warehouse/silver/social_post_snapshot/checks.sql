-- warn optional_value_unread: Totals that cannot be read (1.2k, n/a, below 0) are empty; the others count
SELECT network, _unread, count(*) AS snapshots FROM candidate WHERE _unread IS NOT NULL GROUP BY network, _unread
