-- fail all_mentions: every mention is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(mentions), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM silver.social_mention WHERE mentioned_at < :as_of_end) i
WHERE a.n <> i.n
