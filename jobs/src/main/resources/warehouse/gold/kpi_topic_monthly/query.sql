-- Counts the tickets of each month beside those of the month before. The calendar names the months to
-- compute, so that of the tickets only these and the ones before are read.
-- Grain: one row per month, topic and help desk.
WITH month AS (
  SELECT DISTINCT month_start_date AS month FROM gold.dim_date WHERE date <= :as_of
),

compared AS (
  SELECT month, explode(array(month, CAST(add_months(month, -1) AS DATE))) AS created_month FROM month
),

ticket AS (
  SELECT c.month, c.created_month = c.month AS is_current, t.source, t.csat_latest, p.pos, p.topic
  FROM compared c
  JOIN gold.fct_ticket t ON t.created_month = c.created_month
  LATERAL VIEW OUTER posexplode(t.topics) p AS pos, topic
),

counted AS (
  SELECT
    month, topic, source,
    count_if(is_current) AS tickets,
    count_if(NOT is_current) AS tickets_previous,
    count_if(is_current AND csat_latest IS NOT NULL) AS ratings,
    count_if(is_current AND csat_latest = 'good') AS satisfied,
    -- a ticket of several topics is one ticket of the whole
    sum(count_if(is_current AND coalesce(pos, 0) = 0)) OVER whole AS tickets_all,
    sum(count_if(NOT is_current AND coalesce(pos, 0) = 0)) OVER whole AS tickets_all_previous
  FROM ticket
  GROUP BY month, topic, source
  WINDOW whole AS (PARTITION BY month, source)
),

shared AS (
  SELECT
    *,
    tickets / tickets_all AS share,
    wilson_low(tickets, tickets_all) AS ci_low,
    wilson_high(tickets, tickets_all) AS ci_high,
    tickets_previous / nullif(tickets_all_previous, 0) AS share_previous,
    wilson_low(tickets_previous, nullif(tickets_all_previous, 0)) AS previous_low,
    wilson_high(tickets_previous, nullif(tickets_all_previous, 0)) AS previous_high,
    last_day(month) <= :as_of AS is_complete
  FROM counted
  WHERE tickets_all > 0
)

SELECT
  month,
  topic,
  source,
  tickets,
  tickets_all,
  share,
  ci_low,
  ci_high,
  tickets_previous,
  tickets_all_previous,
  share_previous,
  share - share_previous AS change,
  change_low(share, ci_low, share_previous, previous_high) AS change_ci_low,
  change_high(share, ci_high, share_previous, previous_low) AS change_ci_high,
  ratings,
  satisfied,
  satisfied / nullif(ratings, 0) AS csat,
  wilson_low(satisfied, nullif(ratings, 0)) AS csat_ci_low,
  wilson_high(satisfied, nullif(ratings, 0)) AS csat_ci_high,
  if(topic IS NULL OR tickets_all_previous = 0, NULL, tickets > 0 AND tickets_previous = 0) AS is_new,
  if(topic IS NULL OR tickets_all_previous = 0 OR NOT is_complete, NULL, tickets = 0) AS is_vanished,
  is_complete,
  if(is_complete, NULL, last_day(month)) AS _recheck_on
FROM shared
