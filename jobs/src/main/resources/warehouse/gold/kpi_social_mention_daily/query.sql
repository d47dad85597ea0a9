-- Mentions per day.
-- Grain: one row per day and network.
-- Where no mention of a day and network has one of the three sentiments, none of them is known.
SELECT
  mention_date AS metric_date,
  network,
  count(*) AS mentions,
  if(count(felt) > 0, count_if(felt = 'positive'), NULL) AS positive,
  if(count(felt) > 0, count_if(felt = 'neutral'), NULL) AS neutral,
  if(count(felt) > 0, count_if(felt = 'negative'), NULL) AS negative,
  trunc(mention_date, 'MM') AS metric_month
FROM (
  SELECT *, if(sentiment IN ('positive', 'neutral', 'negative'), sentiment, NULL) AS felt
  FROM silver.social_mention
  WHERE mentioned_at < :as_of_end)
GROUP BY mention_date, network
