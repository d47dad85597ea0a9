-- Zendesk's tickets with our words for status and channel.
-- Grain: one row per ticket.
WITH record AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    priority, brand_id, group_id, assignee_id, requester_id, submitter_id, type, organization_id, ticket_form_id,
    from_json(custom_fields, 'ARRAY<STRUCT<id: STRING, value: STRING>>') AS custom_fields,
    subject, description,
    nullif(trim(status), '') AS native_status,
    lower(get_json_object(via, '$.channel')) AS via_channel,
    lower(get_json_object(via, '$.source.rel')) AS via_rel,
    -- a ticket from an e-mail names the sender, also where the requester is not among the users delivered
    'email:' || pseudonym(normalize_email(get_json_object(via, '$.source.from.address'))) AS address,
    from_json(tags, 'ARRAY<STRING>') AS told_tags,
    coalesce(told_tags, array()) AS tags,
    lower(coalesce(
      get_json_object(satisfaction_rating, '$.score'), satisfaction_rating)) AS rating,
    created_at AS created_text,
    to_instant(created_at, :zendesk_timezone) AS created_at,
    to_instant(updated_at, :zendesk_timezone) AS updated_at
  FROM bronze.zendesk_tickets
)

SELECT
  r.*,
  if(lower(r.native_status) = 'deleted', NULL, coalesce(s.status, 'open')) AS status,
  coalesce(known_channel(:channel_words, 'zendesk', r.via_channel), channel_name('zendesk', r.via_channel)) AS channel,
  -- 35 and 46 are calls, too
  coalesce(r.via_rel = 'outbound' OR r.via_channel LIKE '%outbound%' OR native_id(r.via_channel) IN ('35', '46'), false)
    AS is_outbound
FROM record r
LEFT JOIN config.status_map s
  ON s.source = 'zendesk' AND s.native_status = lower(r.native_status)
