-- Mentions per day.
-- Grain: one row per day and network.
SELECT
  mention_date AS metric_date,
  network,
  count(*) AS mentions,
  count_if(sentiment = 'positive') AS positive,
  count_if(sentiment = 'neutral') AS neutral,
  count_if(sentiment = 'negative') AS negative,
  trunc(mention_date, 'MM') AS metric_month
FROM silver.social_mention
WHERE mentioned_at < :as_of_end
GROUP BY mention_date, network
