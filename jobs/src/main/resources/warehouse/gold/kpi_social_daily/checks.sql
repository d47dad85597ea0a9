-- fail never_negative: No day takes away what earlier days gained
SELECT network, post_id, metric_date FROM candidate
WHERE least(impressions, likes, shares, comments, clicks, views, engagements) < 0;

-- warn totals_fell: Running totals fell; the networks took back what they had counted
SELECT network, count(*) AS days FROM candidate WHERE is_reset GROUP BY network;
