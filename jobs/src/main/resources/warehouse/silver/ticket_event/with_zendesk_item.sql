-- The events of audits of Zendesk, one by one.
-- Grain: one row per event; of an audit that cannot be read one row.
WITH audit AS (
  SELECT
    _record_id, _file, _file_id, _row_number, ticket_id, author_id,
    to_instant(created_at, :zendesk_timezone) AS event_at,
    created_at IS NULL AS is_undated,
    lower(get_json_object(via, '$.channel')) AS via_channel,
    lower(get_json_object(via, '$.source.rel')) AS via_rel,
    coalesce(via_rel = 'merge', false) AS is_merge,
    try_cast(_key AS BIGINT) AS sequence,
    from_json(
      coalesce(events, '[]'),
      'ARRAY<STRUCT<type: STRING, field_name: STRING, value: STRING, previous_value: STRING,
        public: STRING, author_id: STRING, previous_schedule_id: STRING, new_schedule_id: STRING>>'
    ) AS events
  FROM bronze.zendesk_ticket_audits
),

opened AS (
  SELECT *, coalesce(exists(events, e -> e.type = 'Create'), false) AS is_opening
  FROM audit
)

SELECT
  _record_id, _file, _file_id, _row_number, ticket_id, author_id, event_at, via_channel, via_rel,
  is_merge, sequence, is_opening,
  CASE
    WHEN is_undated OR ticket_id IS NULL THEN 'missing_required'
    WHEN event_at IS NULL OR events IS NULL THEN 'bad_type'
  END AS _reject_reason,
  posexplode_outer(if(
    is_opening AND NOT exists(events, e -> e.type RLIKE 'Comment$'),
    concat(events, array(named_struct(
      'type', 'OpeningWithoutComment', 'field_name', NULL, 'value', NULL, 'previous_value', NULL,
      'public', NULL, 'author_id', NULL, 'previous_schedule_id', NULL, 'new_schedule_id', NULL))),
    events)) AS (position, event)
FROM opened
