-- Calls of any exchange, in the words that exchanges use. What cannot be read of an optional column (another word, seconds
-- below 0 or above a week, no number) is not known and told by _unread; the call counts. Without an outcome a call with talk
-- was answered, and of all others nobody tells.
-- Grain: one row per call.
-- Rules: docs/decisions/support.md, Calls.
WITH reference AS (
  SELECT min(target_source) AS target_source
  FROM config.identity_reference
  WHERE source = 'calls' AND field = 'customer_id'
),

told AS (
  SELECT
    c._record_id, c._file, c._file_id, c._row_number, c.email, c.phone, c.country, r.target_source,
    native_id(c.customer_id) AS customer,
    native_id(c.agent_id) AS agent,
    nullif(trim(c.queue), '') AS queue,
    nullif(trim(c.started_at), '') AS started,
    to_instant(trim(c.started_at), coalesce(z.timezone, 'UTC')) AS started_at,
    coalesce(nullif(replace(replace(lower(trim(c.direction)), '_', '-'), ' ', '-'), ''), 'inbound') AS direction_word,
    nullif(replace(replace(lower(trim(c.outcome)), '-', '_'), ' ', '_'), '') AS outcome_word,
    nullif(trim(c.solved), '') AS solved_word,
    nullif(trim(c.wait_seconds), '') AS wait,
    if(parse_number(c.wait_seconds) BETWEEN 0 AND 604800, parse_number(c.wait_seconds), NULL) AS wait_seconds,
    nullif(trim(c.talk_seconds), '') AS talk,
    if(parse_number(c.talk_seconds) BETWEEN 0 AND 604800, parse_number(c.talk_seconds), NULL) AS talk_seconds
  FROM bronze.calls_calls c
  LEFT JOIN config.source_timezone z ON z.source = 'calls'
  CROSS JOIN reference r
),

read AS (
  SELECT
    *,
    CASE
      -- Twilio names trunks as its own network sees them: what originates there comes in
      WHEN direction_word IN ('inbound', 'in', 'incoming', 'trunking-originating') THEN 'inbound'
      WHEN direction_word IN ('outbound', 'out', 'outgoing', 'outbound-api', 'outbound-dial', 'trunking-terminating') THEN 'outbound'
    END AS direction,
    CASE
      WHEN outcome_word IN ('answered', 'completed', 'connected', 'handled') THEN 'answered'
      WHEN outcome_word IN ('abandoned', 'missed', 'no_answer', 'noanswer', 'hangup', 'cancelled', 'canceled') THEN 'abandoned'
      WHEN outcome_word IN ('voicemail', 'busy', 'failed', 'closed', 'callback') THEN 'other'
      WHEN outcome_word IS NULL AND talk_seconds > 0 THEN 'answered'
    END AS outcome,
    parse_flag(solved_word) AS is_solved,
    array_compact(array(
      target_source || ':' || customer,
      'email:' || pseudonym(normalize_email(email)),
      'phone:' || pseudonym(get(phone_numbers(array(phone), country), 0)))) AS customer_keys
  FROM told
)

SELECT
  _record_id AS call_id,
  'calls' AS source,
  started_at,
  business_date(started_at, :timezone) AS started_date,
  direction,
  queue,
  outcome = 'answered' AS is_answered,
  outcome = 'abandoned' AS is_abandoned,
  bigint(round(wait_seconds * 1000)) AS wait_ms,
  bigint(round(talk_seconds * 1000)) AS talk_ms,
  is_solved,
  pseudonym('calls:' || agent) AS agent_key,
  get(customer_keys, 0) AS customer_source_key,
  customer_keys,
  nullif(concat_ws(', ',
    if(direction IS NULL, 'direction', NULL),
    if(outcome_word IS NOT NULL AND outcome IS NULL, 'outcome', NULL),
    if(solved_word IS NOT NULL AND is_solved IS NULL, 'solved', NULL),
    if(wait IS NOT NULL AND wait_seconds IS NULL, 'wait_seconds', NULL),
    if(talk IS NOT NULL AND talk_seconds IS NULL, 'talk_seconds', NULL)), '') AS _unread,
  business_date(started_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN started IS NULL THEN 'missing_required'
    WHEN started_at IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM read
