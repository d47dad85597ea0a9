-- HubSpot tickets. The stage of the pipeline is the status; a stage that is not configured is open, or
-- closed where the ticket has a closed date. HubSpot knows no spam and no escalation. A ticket that
-- was merged away is named by the one that took it in.
-- Grain: one row per ticket.
WITH merge AS (
  SELECT ticket_id, max_by(new_value, struct(event_at, event_id)) AS merged_into
  FROM silver.ticket_event
  WHERE kind = 'merge' AND event_at < :as_of_end
  GROUP BY ticket_id
),

delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    coalesce(parse_flag(archived), false) AS is_archived,
    createdAt, updatedAt,
    coalesce(properties LIKE '%"first_agent_reply_date"%', false) AS tells_reply,
    from_json(properties, 'hs_pipeline_stage STRING, hs_ticket_priority STRING, source_type STRING,
      createdate STRING, closed_date STRING, first_agent_reply_date STRING, hubspot_owner_id STRING, hubspot_team_id STRING') AS p,
    coalesce(from_json(properties, 'MAP<STRING, STRING>'), map()) AS all_properties,
    from_json(associations, 'contacts STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked
  FROM bronze.hubspot_tickets
),

record AS (
  SELECT
    *,
    coalesce(nullif(trim(p.createdate), ''), nullif(trim(createdAt), '')) AS created,
    native_id(p.hs_pipeline_stage) AS stage,
    p.source_type AS origin,
    least_id(linked.contacts.results.id) AS contact_id
  FROM delivered
),

dated AS (
  SELECT
    *,
    to_instant(created, :hubspot_timezone) AS created_at,
    topics_of(
      :topic_rules,
      concat(array('categories'), map_keys(all_properties)),
      concat(array(all_properties['hs_ticket_category']), map_values(all_properties)),
      concat_ws(' ', all_properties['subject'], all_properties['content'])) AS topics
  FROM record
)

SELECT
  t._record_id AS ticket_id,
  'hubspot' AS source,
  t.stage AS native_status,
  if(t.is_archived, NULL,
    coalesce(s.status, if(nullif(trim(t.p.closed_date), '') IS NULL, 'open', 'closed'))) AS status,
  CASE upper(trim(t.p.hs_ticket_priority)) WHEN 'MEDIUM' THEN 'normal'
    ELSE lower(nullif(trim(t.p.hs_ticket_priority), '')) END AS priority,
  coalesce(known_channel(:channel_words, 'hubspot', t.origin), channel_name('hubspot', t.origin)) AS channel,
  get(t.topics, 0) AS topic,
  t.topics,
  CAST(NULL AS STRING) AS brand,
  concat('hubspot:', native_id(t.p.hubspot_team_id)) AS group_id,
  concat('hubspot:', native_id(t.p.hubspot_owner_id)) AS agent_id,
  concat('hubspot:', native_id(t.contact_id)) AS customer_source_key,
  CAST(NULL AS STRING) AS customer_address,
  concat('hubspot:', native_id(t.contact_id)) AS requester_id,
  'end_user' AS opened_by,
  t.created_at,
  to_instant(t.updatedAt, :hubspot_timezone) AS updated_at,
  t.is_archived AS is_deleted,
  false AS is_spam,
  m.merged_into IS NOT NULL AS is_merged,
  m.merged_into,
  CAST(NULL AS BOOLEAN) AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  false AS has_status_history,
  CAST(NULL AS BOOLEAN) AS has_reply_history,
  false AS has_opening_event,
  CAST(NULL AS BIGINT) AS history_parts,
  CAST(NULL AS BOOLEAN) AS is_reopened,
  if(t.tells_reply, nullif(trim(t.p.first_agent_reply_date), '') IS NULL, NULL) AS is_unanswered,
  CAST(NULL AS STRING) AS policy_id,
  business_date(t.created_at, :timezone) AS _recheck_on,
  CASE
    WHEN t.created IS NULL THEN 'missing_required'
    WHEN t.created_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM dated t
LEFT JOIN config.status_map s
  ON s.source = 'hubspot' AND s.native_status = lower(t.stage)
LEFT JOIN merge m ON m.ticket_id = t._record_id
