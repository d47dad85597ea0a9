-- Intercom conversations. What the company begins (by a person, a campaign, the operator,
-- automatically) is no request: it becomes a ticket when the customer answers, and begins with that
-- answer. Intercom tells neither deleted nor spam nor merged conversations, and no escalation.
-- Grain: one row per ticket.
WITH delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    created_at, updated_at, state, open, priority, admin_assignee_id, team_assignee_id, contacts, customers, `user`,
    first_contact_reply, title,
    coalesce(from_json(tags, 'tags ARRAY<STRUCT<name: STRING>>').tags, from_json(tags, 'ARRAY<STRUCT<name: STRING>>'), array()).name AS tags,
    coalesce(from_json(custom_attributes, 'MAP<STRING, STRING>'), map()) AS attributes,
    from_json(source, 'type STRING, delivered_as STRING, subject STRING, body STRING, author STRUCT<type: STRING, id: STRING>') AS origin,
    from_json(statistics, 'first_contact_reply_at STRING, first_admin_reply_at STRING, count_conversation_parts STRING,
      count_reopens STRING') AS stat
  FROM bronze.intercom_conversations
),

answer AS (
  SELECT ticket_id, min(event_at) AS answered_at
  FROM silver.ticket_event
  WHERE source = 'intercom' AND kind = 'reply' AND actor_role = 'end_user'
  GROUP BY ticket_id
),

history AS (
  SELECT min(since) AS since FROM silver.help_desk_history WHERE source = 'intercom' AND kind NOT IN ('created', 'rating')
),

asked AS (
  SELECT
    *,
    coalesce(
      origin.delivered_as IN ('admin_initiated', 'campaigns_initiated', 'operator_initiated', 'automated'),
      false) AS is_outbound,
    coalesce(
      nullif(trim(stat.first_contact_reply_at), ''),
      get_json_object(first_contact_reply, '$.created_at')) AS answer_told
  FROM delivered
),

record AS (
  SELECT
    d.*,
    topics_of(
      :topic_rules,
      concat(transform(tags, tag -> 'tags'), map_keys(attributes)),
      concat(tags, map_values(attributes)),
      -- what the company wrote is not what the customer asks
      if(is_outbound, '', concat_ws(' ', title, origin.subject, origin.body))) AS topics,
    nullif(trim(created_at), '') AS created,
    if(
      is_outbound,
      coalesce(to_instant(answer_told, :intercom_timezone), a.answered_at),
      to_instant(created_at, :intercom_timezone)) AS creation,
    coalesce(nullif(trim(state), ''), if(NOT parse_flag(open), 'closed', 'open')) AS native_status,
    coalesce(
      if(origin.author.type IN ('user', 'lead', 'contact'), origin.author.id, NULL),
      get_json_object(contacts, '$.contacts[0].id'), get_json_object(contacts, '$[0].id'),
      get_json_object(customers, '$[0].id'), get_json_object(`user`, '$.id')) AS contact_id
  FROM asked d
 
  LEFT JOIN answer a ON a.ticket_id = d._record_id
)

SELECT
  c._record_id AS ticket_id,
  'intercom' AS source,
  c.native_status,
  coalesce(s.status, if(c.native_status = 'closed', 'closed', 'open')) AS status,
  CASE
    WHEN lower(trim(c.priority)) = 'priority' OR parse_flag(c.priority) THEN 'high'
    WHEN lower(trim(c.priority)) = 'not_priority' OR NOT parse_flag(c.priority) THEN 'normal'
    ELSE lower(nullif(trim(c.priority), ''))
  END AS priority,
  coalesce(known_channel(:channel_words, 'intercom', c.origin.type), channel_name('intercom', c.origin.type)) AS channel,
  get(c.topics, 0) AS topic,
  c.topics,
  CAST(NULL AS STRING) AS brand,
  concat('intercom:', nullif(native_id(c.team_assignee_id), '0')) AS group_id,
  concat('intercom:', nullif(native_id(c.admin_assignee_id), '0')) AS agent_id,
  concat('intercom:', native_id(c.contact_id)) AS customer_source_key,
  CAST(NULL AS STRING) AS customer_address,
  concat('intercom:', native_id(c.contact_id)) AS requester_id,
  'end_user' AS opened_by,
  c.creation AS created_at,
  to_instant(c.updated_at, :intercom_timezone) AS updated_at,
  false AS is_deleted,
  false AS is_spam,
  false AS is_merged,
  CAST(NULL AS STRING) AS merged_into,
  CAST(NULL AS BOOLEAN) AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  true AS has_status_history,
  CAST(NULL AS BOOLEAN) AS has_reply_history,
  -- one that says neither how many parts it has nor when it was answered, from before all parts: its own may begin anywhere
  c.stat.count_conversation_parts IS NULL AND c.stat.first_admin_reply_at IS NULL AND coalesce(c.creation < h.since, false)
    AS has_opening_event,
  try_cast(parse_number(c.stat.count_conversation_parts) AS BIGINT) AS history_parts,
  if(c.is_outbound, NULL, parse_number(c.stat.count_reopens) > 0) AS is_reopened,
  CAST(NULL AS BOOLEAN) AS is_unanswered,
  CAST(NULL AS STRING) AS policy_id,
  business_date(c.creation, :timezone) AS _recheck_on,
  CASE
    WHEN c.created IS NULL THEN 'missing_required'
    WHEN c.creation IS NULL THEN 'bad_type'
  END AS _reject_reason,
  c._file, c._file_id, c._row_number, c._record_id
FROM record c
CROSS JOIN history h
LEFT JOIN config.status_map s
  ON s.source = 'intercom' AND s.native_status = lower(c.native_status)
WHERE NOT c.is_outbound OR c.creation IS NOT NULL
