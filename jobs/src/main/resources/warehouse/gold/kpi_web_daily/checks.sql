-- fail parts_exceed_whole: Engaged sessions and sessions with a checkout or purchase are sessions
SELECT metric_date, device, country, traffic_source FROM candidate
WHERE greatest(engaged_sessions, users, checkouts_begun, purchases) > sessions;
