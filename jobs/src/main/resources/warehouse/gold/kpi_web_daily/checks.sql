-- fail parts_exceed_whole: Engaged sessions and sessions with a checkout or purchase are sessions
SELECT metric_date, device, country, traffic_source FROM candidate
WHERE greatest(engagement_known, users, checkouts_begun, purchases) > sessions OR engaged_sessions > engagement_known;

-- fail all_sessions: every session is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(sessions), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM silver.web_session) i
WHERE a.n <> i.n
