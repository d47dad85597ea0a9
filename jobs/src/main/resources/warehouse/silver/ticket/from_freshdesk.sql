-- Freshdesk tickets. Status, priority and source are codes. A merge leaves no field, only a private
-- note, so merged tickets cannot be told. What its codes mean: docs/sources/freshdesk.md.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'freshdesk'
),
status AS (
  SELECT native_status, max(status) AS status
  FROM config.status_map
  WHERE source = 'freshdesk'
  GROUP BY native_status
),
record AS (
  SELECT
    *,
    nullif(trim(created_at), '') AS created,
    to_instant(created_at, zone) AS creation,
    coalesce(lower(deleted) = 'true', false) AS is_gone
  FROM bronze.freshdesk_tickets CROSS JOIN zone
)
SELECT
  t._record_id AS ticket_id,
  'freshdesk' AS source,
  t.status AS native_status,
  if(t.is_gone, NULL, coalesce(s.status, 'open')) AS status,
  CASE t.priority WHEN '1' THEN 'low' WHEN '2' THEN 'normal' WHEN '3' THEN 'high' WHEN '4' THEN 'urgent'
    ELSE lower(t.priority) END AS priority,
  CASE
    WHEN t.source IN ('1', '10') THEN 'email'
    WHEN t.source IN ('2', '9') THEN 'web'
    WHEN t.source = '3' THEN 'phone'
    WHEN t.source IN ('5', '6') THEN 'social'
    WHEN t.source = '7' THEN 'chat'
    WHEN t.source = '13' THEN 'messaging'
    ELSE lower(t.source)
  END AS channel,
  CAST(NULL AS STRING) AS topic,
  concat('freshdesk:', native_id(t.product_id)) AS brand,
  concat('freshdesk:', native_id(t.group_id)) AS group_id,
  concat('freshdesk:', native_id(t.responder_id)) AS agent_id,
  concat('freshdesk:', native_id(t.requester_id)) AS customer_source_key,
  t.creation AS created_at,
  t.is_gone AS is_deleted,
  coalesce(lower(t.spam) = 'true', false) AS is_spam,
  false AS is_merged,
  CAST(NULL AS STRING) AS merged_into,
  lower(t.is_escalated) = 'true' AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  false AS has_status_history,
  CAST(NULL AS STRING) AS policy_id,
  business_date(t.creation, :timezone) AS _recheck_on,
  CASE
    WHEN t.created IS NULL THEN 'missing_required'
    WHEN t.creation IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM record t
LEFT JOIN status s ON s.native_status = trim(t.status)
