-- Ratings of Intercom conversations, from 1 to 5.
-- Grain: one row per conversation.
-- The survey is `conversation_rating`, its question `rating`; a rating that was asked for and not
-- given has no row.
WITH conversation AS (
  SELECT
    _record_id, _file, _file_id, _row_number, contacts,
    from_json(source, 'author STRUCT<type: STRING, id: STRING>').author AS author,
    from_json(conversation_rating, 'rating STRING, created_at STRING, updated_at STRING,
      contact STRUCT<id: STRING>, customer STRUCT<id: STRING>') AS r
  FROM bronze.intercom_conversations
)

SELECT
  _record_id AS response_id,
  'intercom:rating' AS question_id,
  'intercom:conversation_rating' AS survey_id,
  'intercom' AS source,
  CAST(parse_number(r.rating) AS DOUBLE) AS number,
  r.rating AS answer,
  true AS is_submitted,
  -- a rating of somebody who was erased is not the requester's
  array('intercom:' || native_id(if(
    r.contact IS NOT NULL OR r.customer IS NOT NULL,
    coalesce(r.contact.id, r.customer.id),
    coalesce(
      if(author.type IN ('user', 'lead', 'contact'), author.id, NULL),
      get_json_object(contacts, '$.contacts[0].id'), get_json_object(contacts, '$[0].id'))))) AS id_keys,
  _record_id AS ticket_id,
  coalesce(nullif(trim(r.updated_at), ''), nullif(trim(r.created_at), '')) AS given_at,
  _record_id, _file, _file_id, _row_number
FROM conversation
WHERE nullif(trim(r.rating), '') IS NOT NULL
