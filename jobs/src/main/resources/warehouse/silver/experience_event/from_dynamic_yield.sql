-- Rows of Dynamic Yield's raw data.
-- Grain: one row per event.
-- Times come as instants, or as seconds, milliseconds or microseconds since 1970, told apart by their
-- digits. A record is an interaction with a variation: that it was seen and that it was clicked are
-- two events of it, each as delivered last. An engagement that says neither is one of its own, unless
-- the record's seeing or clicking is told: then it is one of them, delivered once more. A control flag or
-- a revenue that cannot be read is not known, and the event counts.
-- Rules: docs/decisions/behaviour.md.
WITH typed AS (
  SELECT *,
    CASE upper(trim(eventType))
      WHEN 'DPX' THEN 'served'
      WHEN 'UIA' THEN 'activity'
      WHEN 'VARIATION_ENGAGEMENT' THEN CASE  -- IMP, SLOT_IMP, IMPRESSION; CLICK, SLOT_CLICK, PN_CLICK
        WHEN upper(engagementType) RLIKE '(^|_| )IMP' THEN 'impression'
        WHEN upper(engagementType) RLIKE '(^|_| )CLICK' THEN 'clicked'
        ELSE 'engagement' END
    END AS event_type
  FROM bronze.dynamic_yield_events_deliveries
),

latest AS (
  SELECT *
  FROM (
    SELECT *,
      row_number() OVER (PARTITION BY _record_id, event_type
        ORDER BY _delivery_date DESC NULLS LAST, file_order(_file) DESC, _row_number DESC) AS place,
      bool_or(event_type IN ('impression', 'clicked')) OVER (PARTITION BY _record_id) AS is_told
    FROM typed)
  WHERE place = 1 AND NOT coalesce(event_type = 'engagement' AND is_told, false)
),

reference AS (
  SELECT min(target_source) AS target_source
  FROM config.identity_reference
  WHERE source = 'dynamic_yield' AND field = 'userId'
),

delivered AS (
  SELECT
    e._record_id, e._file, e._file_id, e._row_number, r.target_source,
    coalesce(z.timezone, 'UTC') AS zone,
    native_id(e.interactionId) AS interaction,
    nullif(trim(e.eventType), '') AS native_type,
    e.event_type,
    lower(nullif(trim(e.contextType), '')) AS context,
    native_id(e.experienceId) AS experience,
    native_id(e.variationId) AS variation,
    nullif(trim(e.isControl), '') AS control_text,
    native_id(e.userId) AS user_id,
    nullif(trim(e.`timestamp`), '') AS time_text,
    nullif(trim(e.revenue), '') AS revenue_text,
    k.event_name IS NOT NULL AS is_key_event
  FROM latest e
  LEFT JOIN config.source_timezone z ON z.source = 'dynamic_yield'
  LEFT JOIN (SELECT DISTINCT event_name FROM config.key_event) k ON k.event_name = trim(e.eventName)
  CROSS JOIN reference r
),

read AS (
  SELECT
    *,
    parse_flag(control_text) AS is_control,
    parse_number(revenue_text) AS amount,
    if(amount BETWEEN 0 AND 1000000000000, amount, NULL) AS revenue,
    to_instant(time_text, zone) AS event_at
  FROM delivered
)

SELECT
  _record_id || if(event_type <=> 'impression', ':impression', '') AS experience_event_id,
  'dynamic_yield' AS source,
  event_type,
  context,
  'dynamic_yield:' || experience AS experience_id,
  'dynamic_yield:' || variation AS variation_id,
  if(event_type = 'activity', NULL, is_control) AS is_control,
  pseudonym(user_id) AS user_key,
  target_source || ':' || user_id AS customer_source_key,
  event_at,
  business_date(event_at, :timezone) AS event_date,
  -- of revenue that cannot be read nobody knows whether it was one
  event_type = 'activity' AND (is_key_event OR if(revenue_text IS NULL, false, revenue > 0)) AS is_conversion,
  CASE WHEN event_type = 'activity' THEN revenue END AS revenue,
  CASE
    WHEN event_type <> 'activity' AND control_text IS NOT NULL AND is_control IS NULL THEN 'isControl'
    WHEN event_type = 'activity' AND revenue_text IS NOT NULL AND revenue IS NULL THEN 'revenue'
  END AS _unread,
  business_date(event_at, :timezone) AS _recheck_on,
  _record_id AS source_record_id,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN interaction IS NULL OR native_type IS NULL OR user_id IS NULL OR time_text IS NULL THEN 'missing_required'
    WHEN event_type IS NULL OR event_at IS NULL THEN 'bad_type'
    WHEN event_type <> 'activity' AND (experience IS NULL OR variation IS NULL) THEN 'missing_required'
  END AS _reject_reason
FROM read
