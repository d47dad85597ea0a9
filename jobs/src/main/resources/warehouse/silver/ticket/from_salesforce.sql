-- Salesforce cases. An owner is a user (005) or a queue (00G); a status that is not configured is
-- open, or closed where the case says so. Comments and history are objects of their own: where none is
-- delivered at all, replies or reopenings are not known, nor are those of a case from before the first that is
-- delivered of any: its own may begin anywhere. A case merged away names its master.
-- Grain: one row per ticket.
WITH delivered AS (
  SELECT
    count_if(kind IN ('reply', 'note')) > 0 AS has_replies,
    min(since) FILTER (WHERE kind IN ('reply', 'note')) AS replies_since,
    count_if(kind = 'status') > 0 AS has_statuses,
    min(since) FILTER (WHERE kind = 'status') AS statuses_since,
    count_if(kind = 'created') > 0 AS has_openings
  FROM silver.help_desk_history
  WHERE source = 'salesforce'
),

record AS (
  SELECT
    *,
    coalesce(from_json(_rescued, 'MAP<STRING, STRING>'), map()) AS own_fields,
    native_id(OwnerId) AS owner, to_instant(CreatedDate, :salesforce_timezone) AS created_at,
    -- a case from a form or an e-mail knows the address before it knows the contact
    'email:' || pseudonym(normalize_email(SuppliedEmail)) AS address
  FROM bronze.salesforce_case
),

sorted AS (
  SELECT
    *,
    topics_of(
      :topic_rules,
      concat(array('categories', 'categories'), map_keys(own_fields)),
      concat(array(Type, Reason), map_values(own_fields)),
      concat_ws(' ', Subject, Description)) AS topics
  FROM record
)

SELECT
  c._record_id AS ticket_id,
  'salesforce' AS source,
  nullif(trim(c.Status), '') AS native_status,
  coalesce(s.status, if(parse_flag(c.IsClosed), 'closed', 'open')) AS status,
  CASE lower(trim(c.Priority)) WHEN 'medium' THEN 'normal' WHEN 'critical' THEN 'urgent'
    ELSE lower(nullif(trim(c.Priority), '')) END AS priority,
  coalesce(known_channel(:channel_words, 'salesforce', c.Origin), channel_name('salesforce', c.Origin)) AS channel,
  get(c.topics, 0) AS topic,
  c.topics,
  CAST(NULL AS STRING) AS brand,
  if(c.owner LIKE '00G%', concat('salesforce:', c.owner), NULL) AS group_id,
  if(c.owner LIKE '00G%', NULL, concat('salesforce:', c.owner)) AS agent_id,
  coalesce('salesforce:' || native_id(c.ContactId), c.address) AS customer_source_key,
  c.address AS customer_address,
  -- what came by a form or an e-mail runs as a user who did not ask
  concat('salesforce:', coalesce(
    native_id(c.ContactId), if(trim(c.SuppliedEmail) <> '', NULL, native_id(c.CreatedById)))) AS requester_id,
  'end_user' AS opened_by,
  c.created_at,
  to_instant(c.SystemModstamp, :salesforce_timezone) AS updated_at,
  coalesce(parse_flag(c.IsDeleted), false) AS is_deleted,
  false AS is_spam,
  native_id(c.MasterRecordId) IS NOT NULL AS is_merged,
  concat('salesforce:', native_id(c.MasterRecordId)) AS merged_into,
  parse_flag(c.IsEscalated) AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  -- where openings are delivered, each case's own says whether its history is whole
  h.has_statuses AND (h.has_openings OR coalesce(c.created_at >= h.statuses_since, true)) AS has_status_history,
  h.has_replies AND coalesce(c.created_at >= h.replies_since, true) AS has_reply_history,
  h.has_openings AS has_opening_event,
  CAST(NULL AS BIGINT) AS history_parts,
  CAST(NULL AS BOOLEAN) AS is_reopened,
  CAST(NULL AS BOOLEAN) AS is_unanswered,
  CAST(NULL AS STRING) AS policy_id,
  business_date(c.created_at, :timezone) AS _recheck_on,
  CASE
    WHEN c.CreatedDate IS NULL THEN 'missing_required'
    WHEN c.created_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  c._file, c._file_id, c._row_number, c._record_id
FROM sorted c
CROSS JOIN delivered h
LEFT JOIN config.status_map s
  ON s.source = 'salesforce' AND s.native_status = lower(trim(c.Status))
