-- What tickets of the latest whole month are about, of all help desks together.
-- Grain: one row per topic; topic null: none is known.
WITH latest AS (
  SELECT max(month) AS month FROM gold.kpi_topic_monthly WHERE last_day(month) <= :as_of
),

counted AS (
  SELECT t.month, t.topic, t.source, t.tickets, t.tickets_all, t.tickets_previous, t.tickets_all_previous, t.ratings, t.satisfied
  FROM gold.kpi_topic_monthly t
  JOIN latest l ON l.month = t.month
),

whole AS (
  SELECT sum(tickets_all) AS n, sum(tickets_all_previous) AS n_previous
  FROM (SELECT DISTINCT source, tickets_all, tickets_all_previous FROM counted)
),

summed AS (
  SELECT
    c.month, c.topic, sum(c.tickets) AS k, sum(c.tickets_previous) AS k_previous, w.n, nullif(w.n_previous, 0) AS n_previous,
    sum(c.ratings) AS ratings, sum(c.satisfied) AS satisfied
  FROM counted c
  CROSS JOIN whole w
  GROUP BY c.month, c.topic, w.n, w.n_previous
)

SELECT
  month, topic, k AS tickets, k / n AS share, k / n - k_previous / n_previous AS change,
  change_low(k / n, wilson_low(k, n), k_previous / n_previous, wilson_high(k_previous, n_previous)) AS low,
  change_high(k / n, wilson_high(k, n), k_previous / n_previous, wilson_low(k_previous, n_previous)) AS high,
  ratings, satisfied,
  topic IS NOT NULL AND k_previous = 0 AND n_previous > 0 AS is_new
FROM summed
ORDER BY topic IS NULL, k DESC, topic
