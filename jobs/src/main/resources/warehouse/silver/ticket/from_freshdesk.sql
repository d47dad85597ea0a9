-- Freshdesk tickets. Status, priority and source are codes, or the words of its screens. A merge leaves no field, only a private
-- note that names the target. What its codes mean: docs/sources/freshdesk.md.
-- Grain: one row per ticket.
WITH merge AS (
  SELECT ticket_id, max_by(new_value, struct(event_at, event_id)) AS merged_into
  FROM silver.ticket_event
  WHERE kind = 'merge' AND event_at < :as_of_end
  GROUP BY ticket_id
),

delivered AS (
  SELECT min(since) AS since
  FROM silver.help_desk_history
  WHERE source = 'freshdesk' AND kind IN ('reply', 'note', 'merge')
),

record AS (
  SELECT
    *,
    concat(
      array(struct('categories' AS key, type AS value)),
      transform(coalesce(from_json(tags, 'ARRAY<STRING>'), array()), tag -> struct('tags' AS key, tag AS value)),
      if(
        custom_fields LIKE '[%',
        transform(
          coalesce(from_json(custom_fields, 'ARRAY<STRUCT<name: STRING, value: STRING>>'), array()),
          f -> struct(f.name AS key, f.value AS value)),
        coalesce(map_entries(from_json(custom_fields, 'MAP<STRING, STRING>')), array()))) AS fields,
    from_json(stats, 'first_responded_at STRING, reopened_at STRING') AS stat,
    nullif(trim(created_at), '') AS created,
    to_instant(created_at, :freshdesk_timezone) AS creation,
    coalesce(parse_flag(deleted), false) AS is_gone
  FROM bronze.freshdesk_tickets
),

sorted AS (
  SELECT *, topics_of(:topic_rules, fields.key, fields.value, concat_ws(' ', subject, description_text)) AS topics
  FROM record
)

SELECT
  t._record_id AS ticket_id,
  'freshdesk' AS source,
  native_id(t.status) AS native_status,
  if(t.is_gone, NULL, coalesce(s.status, 'open')) AS status,
  CASE lower(native_id(t.priority)) WHEN '1' THEN 'low' WHEN '2' THEN 'normal' WHEN 'medium' THEN 'normal'
    WHEN '3' THEN 'high' WHEN '4' THEN 'urgent' ELSE lower(native_id(t.priority)) END AS priority,
  coalesce(known_channel(:channel_words, 'freshdesk', t.source), channel_name('freshdesk', t.source)) AS channel,
  get(t.topics, 0) AS topic,
  t.topics,
  concat('freshdesk:', native_id(t.product_id)) AS brand,
  concat('freshdesk:', native_id(t.group_id)) AS group_id,
  concat('freshdesk:', native_id(t.responder_id)) AS agent_id,
  concat('freshdesk:', native_id(t.requester_id)) AS customer_source_key,
  CAST(NULL AS STRING) AS customer_address,
  concat('freshdesk:', native_id(t.requester_id)) AS requester_id,
  CASE
    WHEN plain_word(native_id(t.source)) IN ('10', 'outbound email') THEN 'agent'
    WHEN native_id(t.requester_id) IS NOT NULL THEN 'end_user'
  END AS opened_by,
  t.creation AS created_at,
  to_instant(t.updated_at, :freshdesk_timezone) AS updated_at,
  t.is_gone AS is_deleted,
  coalesce(parse_flag(t.spam), false) AS is_spam,
  m.merged_into IS NOT NULL AS is_merged,
  m.merged_into,
  parse_flag(t.is_escalated) AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  false AS has_status_history,
  CAST(NULL AS BOOLEAN) AS has_reply_history,
  -- a ticket that does not say when it was answered, from before all conversations: its own may begin anywhere
  coalesce(t.stats NOT LIKE '%first_responded_at%', true) AND coalesce(t.creation < h.since, false)
    AS has_opening_event,
  CAST(NULL AS BIGINT) AS history_parts,
  if(t.stats LIKE '%reopened_at%', t.stat.reopened_at IS NOT NULL, NULL) AS is_reopened,
  if(t.stats LIKE '%first_responded_at%', t.stat.first_responded_at IS NULL, NULL) AS is_unanswered,
  CAST(NULL AS STRING) AS policy_id,
  business_date(t.creation, :timezone) AS _recheck_on,
  CASE
    WHEN t.created IS NULL THEN 'missing_required'
    WHEN t.creation IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM sorted t
CROSS JOIN delivered h
LEFT JOIN config.status_map s
  ON s.source = 'freshdesk' AND s.native_status = lower(native_id(t.status))
LEFT JOIN merge m ON m.ticket_id = t._record_id
