-- Ratings of Intercom conversations, from 1 to 5.
-- Grain: one row per conversation.
-- The survey is `conversation_rating`, its question `rating`; a rating that was asked for and not
-- given has no row.
WITH conversation AS (
  SELECT
    c._record_id, c._file, c._file_id, c._row_number, c.contacts,
    from_json(c.source, 'author STRUCT<type: STRING, id: STRING>').author AS author,
    from_json(c.conversation_rating, 'rating STRING, created_at STRING, updated_at STRING,
      contact STRUCT<id: STRING>, customer STRUCT<id: STRING>') AS r,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.intercom_conversations c
  LEFT JOIN config.source_timezone z ON z.source = 'intercom'
),

answer AS (
  SELECT
    *,
    CAST(parse_number(r.rating) AS DOUBLE) AS value,
    coalesce(nullif(trim(r.updated_at), ''), nullif(trim(r.created_at), '')) AS rated,
    coalesce(
      r.contact.id, r.customer.id,
      if(author.type IN ('user', 'lead', 'contact'), author.id, NULL),
      get_json_object(contacts, '$.contacts[0].id'), get_json_object(contacts, '$[0].id')) AS contact_id
  FROM conversation
  WHERE nullif(trim(r.rating), '') IS NOT NULL
),

dated AS (
  SELECT
    *, to_instant(rated, zone) AS responded_at
  FROM answer
)

SELECT
  a._record_id AS response_id,
  'intercom:rating' AS question_id,
  'intercom:conversation_rating' AS survey_id,
  'intercom' AS source,
  q.metric,
  q.audience,
  CAST(NULL AS STRING) AS response_status,
  'intercom:' || a.contact_id AS customer_source_key,
  CAST(NULL AS ARRAY<STRING>) AS customer_keys,
  a._record_id AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  CAST(NULL AS STRING) AS channel,
  a.responded_at,
  business_date(a.responded_at, :timezone) AS response_date,
  a.value AS score,
  false AS is_dismissed,
  coalesce(q.is_countable, false) AS is_counted,
  CAST(NULL AS DATE) AS closes_on,
  is_time_adjusted(a.rated, a.zone) AS _time_adjusted,
  business_date(a.responded_at, :timezone) AS _recheck_on,
  a._record_id, a._file, a._file_id, a._row_number,
  CASE
    WHEN a.rated IS NULL THEN 'missing_required'
    WHEN a.responded_at IS NULL OR a.value IS NULL THEN 'bad_type'
    WHEN a.value NOT BETWEEN q.scale_min AND q.scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM dated a
LEFT JOIN silver.survey_question q
  ON q.survey_id = 'intercom:conversation_rating' AND q.question_id = 'intercom:rating'
