-- Sessions, described and dated by their first event. Grain: session. A transaction that the page of
-- thanks reports twice has its revenue once. Rules: docs/decisions/behaviour.md.
WITH event AS (
  SELECT e.*, k.event_name IS NOT NULL AS is_conversion
  FROM silver.web_event e
  LEFT JOIN (SELECT DISTINCT event_name FROM config.key_event) k ON k.event_name = e.event_name
  WHERE e.session_id IS NOT NULL AND e.event_at < :as_of_end
),

bought AS (
  SELECT session_id, coalesce(transaction_id, event_id) AS transaction, max(revenue) AS revenue
  FROM event
  WHERE event_name = 'purchase'
  GROUP BY session_id, coalesce(transaction_id, event_id)
),

paid AS (
  SELECT session_id, sum(revenue) AS revenue
  FROM bought
  GROUP BY session_id
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
    bool_or(event_name = 'purchase') AS has_purchase
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
  CAST(coalesce(p.revenue, 0) AS DECIMAL(18, 4)) AS revenue,
  s.opening.device,
  s.opening.country,
  s.opening.traffic_source,
  s.opening.traffic_medium
FROM session s
LEFT JOIN paid p ON p.session_id = s.session_id
