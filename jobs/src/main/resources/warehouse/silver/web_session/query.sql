-- Sessions, described and dated by their first event.
-- Grain: one row per session.
-- A purchase whose transaction was reported before, here or in another session, is an event and
-- nothing more. Purchases of which no amount is known have no revenue of 0: it is not known.
-- Rules: docs/decisions/behaviour.md.
WITH event AS (
  SELECT
    e.*,
    k.event_name IS NOT NULL AND (e.transaction_id IS NULL OR t.event_id IS NOT NULL) AS is_conversion,
    e.event_name = 'purchase' AND (e.transaction_id IS NULL OR t.event_id IS NOT NULL) AS is_purchase,
    if(e.transaction_id IS NULL, e.revenue_reporting, t.revenue) AS paid
  FROM silver.web_event e
  LEFT JOIN (SELECT DISTINCT event_name FROM config.key_event) k ON k.event_name = e.event_name
  LEFT JOIN silver.web_transaction t ON t.session_id = e.session_id AND t.event_id = e.event_id
  WHERE e.session_id IS NOT NULL AND e.event_at < :as_of_end
),

session AS (
  SELECT
    session_id,
    min_by(
      struct(source, user_key, event_at, event_date, device, country, traffic_source, traffic_medium),
      struct(event_at, event_id)) AS opening,
    max_by(customer_source_key, struct(event_at, event_id))
      FILTER (WHERE customer_source_key IS NOT NULL) AS customer_source_key,
    max(event_at) AS ended_at,
    count(*) AS events,
    bool_or(is_session_engaged) AS is_engaged,
    count_if(is_conversion) AS conversions,
    bool_or(event_name = 'begin_checkout') AS has_checkout,
    bool_or(is_purchase) AS has_purchase,
    sum(paid) AS revenue
  FROM event
  GROUP BY session_id
)

SELECT
  s.session_id,
  s.opening.source,
  s.opening.user_key,
  s.customer_source_key,
  s.opening.event_at AS started_at,
  s.opening.event_date AS session_date,
  s.ended_at,
  s.events,
  s.is_engaged,
  s.conversions,
  s.has_checkout,
  s.has_purchase,
  try_cast(coalesce(s.revenue, if(s.has_purchase, NULL, 0)) AS DECIMAL(18, 4)) AS revenue,
  s.opening.device,
  s.opening.country,
  s.opening.traffic_source,
  s.opening.traffic_medium
FROM session s
