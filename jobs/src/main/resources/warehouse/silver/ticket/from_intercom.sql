-- Intercom conversations. An automatic message that no customer answered is no request and no ticket.
-- Intercom tells neither deleted nor spam nor merged conversations, and no escalation.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'intercom'
),
status AS (
  SELECT lower(native_status) AS native_status, max(status) AS status
  FROM config.status_map
  WHERE source = 'intercom'
  GROUP BY lower(native_status)
),
delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    created_at, state, open, priority, admin_assignee_id, team_assignee_id, contacts, customers, user,
    first_contact_reply,
    from_json(source, 'type STRING, delivered_as STRING, author STRUCT<type: STRING, id: STRING>') AS origin,
    from_json(statistics, 'first_contact_reply_at STRING') AS stat
  FROM bronze.intercom_conversations
),
record AS (
  SELECT
    *,
    nullif(trim(created_at), '') AS created,
    to_instant(created_at, zone) AS creation,
    coalesce(state, if(lower(open) = 'false', 'closed', 'open')) AS native_status,
    coalesce(
      if(origin.author.type IN ('user', 'lead', 'contact'), origin.author.id, NULL),
      get_json_object(contacts, '$.contacts[0].id'), get_json_object(contacts, '$[0].id'),
      get_json_object(customers, '$[0].id'), get_json_object(user, '$.id')) AS contact_id
  FROM delivered CROSS JOIN zone
)
SELECT
  c._record_id AS ticket_id,
  'intercom' AS source,
  c.native_status,
  coalesce(s.status, if(c.native_status = 'closed', 'closed', 'open')) AS status,
  CASE lower(c.priority) WHEN 'priority' THEN 'high' WHEN 'true' THEN 'high'
    WHEN 'not_priority' THEN 'normal' WHEN 'false' THEN 'normal' ELSE lower(c.priority) END AS priority,
  CASE
    WHEN lower(c.origin.type) IN ('conversation', 'push', 'chat') THEN 'chat'
    WHEN lower(c.origin.type) IN ('facebook', 'instagram', 'twitter', 'x') THEN 'social'
    WHEN lower(c.origin.type) IN ('whatsapp', 'sms') THEN 'messaging'
    WHEN lower(c.origin.type) RLIKE 'phone' THEN 'phone'
    ELSE lower(c.origin.type)
  END AS channel,
  CAST(NULL AS STRING) AS topic,
  CAST(NULL AS STRING) AS brand,
  concat('intercom:', nullif(native_id(c.team_assignee_id), '0')) AS group_id,
  concat('intercom:', nullif(native_id(c.admin_assignee_id), '0')) AS agent_id,
  concat('intercom:', native_id(c.contact_id)) AS customer_source_key,
  c.creation AS created_at,
  false AS is_deleted,
  false AS is_spam,
  false AS is_merged,
  CAST(NULL AS STRING) AS merged_into,
  CAST(NULL AS BOOLEAN) AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  true AS has_status_history,
  CAST(NULL AS STRING) AS policy_id,
  business_date(c.creation, :timezone) AS _recheck_on,
  CASE
    WHEN c.created IS NULL THEN 'missing_required'
    WHEN c.creation IS NULL THEN 'bad_type'
  END AS _reject_reason,
  c._file, c._file_id, c._row_number, c._record_id
FROM record c
LEFT JOIN status s ON s.native_status = lower(c.native_status)
WHERE NOT (
  c.origin.delivered_as <=> 'automated' AND c.stat.first_contact_reply_at IS NULL
  AND c.first_contact_reply IS NULL)
