-- Dialogflow CX: the signals of a turn say whether nothing matched and whether the answer handed over;
-- where they are not exported, the response does, and without both nobody does. The bot is the agent in the session's name.
-- Grain: one row per turn of a conversation with a chatbot.
WITH reference AS ( -- fields of endUserMetadata that hold a customer's id in another source
  SELECT sort_array(collect_list(struct(field, target_source))) AS targets
  FROM config.identity_reference
  WHERE source = 'chatbot'
),

turn AS (
  SELECT
    t._record_id, t._file, t._file_id, t._row_number, t.conversation_name,
    nullif(regexp_extract(t.conversation_name, '/agents/([^/]+)', 1), '') AS named_bot,
    native_id(t.agent_id) AS agent_id,
    nullif(lower(trim(t.language_code)), '') AS language,
    try_cast(native_id(t.turn_position) AS BIGINT) AS turn_position,
    nullif(trim(t.request_time), '') AS requested,
    to_instant(t.request_time, :chatbot_timezone) AS turn_at,
    from_json(t.conversation_signals, 'turnSignals STRUCT<noMatch: STRING, noUserInput: STRING,
      agentEscalated: STRING>').turnSignals AS signal,
    get_json_object(t.response, '$.queryResult') IS NOT NULL AS has_response,
    upper(get_json_object(t.response, '$.queryResult.match.matchType')) AS match,
    coalesce(
      get_json_object(t.response, '$.queryResult.match.intent.displayName'),
      get_json_object(t.response, '$.queryResult.intent.displayName')) AS intent,
    coalesce(get_json_object(t.response, '$.queryResult.responseMessages'), '')
      RLIKE '"(liveAgentHandoff|telephonyTransferCall)"' AS has_handoff,
    upper(get_json_object(t.bot_answer_feedback, '$.rating')) AS rating,
    from_json(get_json_object(t.request, '$.queryParams.endUserMetadata'), 'MAP<STRING, STRING>') AS who,
    targets
  FROM bronze.chatbot_turns t CROSS JOIN reference
),

known AS (
  SELECT *, signal IS NOT NULL OR has_response AS is_told, array_compact(array_prepend(
    transform(targets, r -> r.target_source || ':' || native_id(who[r.field])),
    'email:' || pseudonym(normalize_email(who['email'])))) AS customer_keys
  FROM turn
)

SELECT
  _record_id AS turn_id,
  'chatbot:' || native_id(conversation_name) AS conversation_id,
  'chatbot' AS source,
  'chatbot:' || coalesce(named_bot, agent_id) AS bot,
  language,
  turn_position,
  turn_at,
  intent,
  coalesce(parse_flag(signal.noMatch), match = 'NO_MATCH', if(is_told, false, NULL)) AS is_fallback,
  coalesce(parse_flag(signal.noUserInput), match = 'NO_INPUT', if(is_told, false, NULL)) AS is_no_input,
  if(is_told, coalesce(parse_flag(signal.agentEscalated), false) OR has_handoff, NULL) AS is_handover,
  CASE rating WHEN 'THUMBS_UP' THEN 1 WHEN 'THUMBS_DOWN' THEN 0 END AS rating,
  get(customer_keys, 0) AS customer_source_key,
  customer_keys,
  business_date(turn_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN requested IS NULL THEN 'missing_required'
    WHEN turn_at IS NULL OR turn_position IS NULL THEN 'bad_type'
    WHEN turn_position NOT BETWEEN 0 AND 1000000 THEN 'out_of_scale'
  END AS _reject_reason
FROM known
