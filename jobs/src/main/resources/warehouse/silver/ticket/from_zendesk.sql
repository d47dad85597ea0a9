-- Zendesk tickets. Spam is deleted there, so deleted covers it. A merge is known by the tag
-- closed_by_merge or by the target's audit, which also names the target. Escalation has no field:
-- the tag `escalated` tells it.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'zendesk'
),
status AS (
  SELECT lower(native_status) AS native_status, max(status) AS status
  FROM config.status_map
  WHERE source = 'zendesk'
  GROUP BY lower(native_status)
),
merge AS (
  SELECT ticket_id, max_by(new_value, struct(event_at, event_id)) AS merged_into
  FROM silver.ticket_event
  WHERE kind = 'merge' AND event_at < :as_of_end
  GROUP BY ticket_id
),
record AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    priority, brand_id, group_id, assignee_id, requester_id,
    status AS native_status,
    lower(get_json_object(via, '$.channel')) AS via_channel,
    coalesce(from_json(tags, 'ARRAY<STRING>'), array()) AS tags,
    lower(coalesce(
      get_json_object(satisfaction_rating, '$.score'), satisfaction_rating)) AS rating,
    created_at AS created_text,
    to_instant(created_at, zone) AS created_at
  FROM bronze.zendesk_tickets CROSS JOIN zone
)
SELECT
  t._record_id AS ticket_id,
  'zendesk' AS source,
  t.native_status,
  if(lower(t.native_status) = 'deleted', NULL, coalesce(s.status, 'open')) AS status,
  lower(t.priority) AS priority,
  CASE
    WHEN t.via_channel RLIKE '^chat' THEN 'chat'
    WHEN t.via_channel RLIKE '(voice|phone)' THEN 'phone'
    WHEN t.via_channel RLIKE '^(facebook|twitter|x_corp|instagram|any_channel|social)' THEN 'social'
    WHEN t.via_channel RLIKE '(messaging|whatsapp|telegram|viber|wechat|sms|apple_business)'
      OR t.via_channel = 'line' THEN 'messaging'
    WHEN t.via_channel IN ('web', 'web_form', 'web_widget', 'help_center', 'web_service') THEN 'web'
    ELSE t.via_channel
  END AS channel,
  CAST(NULL AS STRING) AS topic,
  concat('zendesk:', t.brand_id) AS brand,
  concat('zendesk:', t.group_id) AS group_id,
  concat('zendesk:', t.assignee_id) AS agent_id,
  concat('zendesk:', t.requester_id) AS customer_source_key,
  t.created_at,
  coalesce(lower(t.native_status) = 'deleted', false) AS is_deleted,
  false AS is_spam,
  m.merged_into IS NOT NULL OR array_contains(t.tags, 'closed_by_merge') AS is_merged,
  m.merged_into,
  array_contains(t.tags, 'escalated') AS is_escalated,
  CASE WHEN t.rating RLIKE '^"?good' THEN 'good' WHEN t.rating RLIKE '^"?bad' THEN 'bad' END AS csat,
  true AS has_status_history,
  business_date(t.created_at, :timezone) AS _recheck_on,
  CASE
    WHEN t.created_text IS NULL THEN 'missing_required'
    WHEN t.created_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM record t
LEFT JOIN status s ON s.native_status = lower(t.native_status)
LEFT JOIN merge m ON m.ticket_id = t._record_id
