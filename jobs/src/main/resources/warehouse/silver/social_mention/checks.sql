-- warn sentiment_unknown: Mentions with a sentiment of another name count as mentions only
SELECT sentiment, count(*) AS mentions FROM candidate
WHERE sentiment NOT IN ('positive', 'neutral', 'negative')
GROUP BY sentiment;
