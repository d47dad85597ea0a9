-- Calls by telephone: how long somebody waited, and what came of it.
-- Grain: one row per call.
CREATE TABLE silver.call (
  call_id STRING COMMENT 'Call, calls:<native id>',
  source STRING COMMENT 'Source that delivered the call',
  started_at TIMESTAMP COMMENT 'When it began to ring (UTC)',
  started_date DATE COMMENT 'Business date of started_at',
  direction STRING COMMENT 'inbound (from the customer; also where nothing is told) or outbound; null: another word',
  queue STRING COMMENT 'Queue or line as the exchange names it',
  is_answered BOOLEAN COMMENT 'Somebody of the company answered, or outbound the customer; null: not told',
  is_abandoned BOOLEAN COMMENT 'Who called gave up before somebody answered; null: not told',
  wait_ms BIGINT COMMENT 'Milliseconds until it was answered or given up; null: not told',
  talk_ms BIGINT COMMENT 'Milliseconds of talk; null: not told',
  is_solved BOOLEAN COMMENT 'The matter was settled in the call; null: not told',
  agent_key STRING COMMENT 'Keyed HMAC of the agent’s id; null: none',
  customer_source_key STRING COMMENT 'Whose call: <source>:<native id>, email:<pseudonym> or phone:<pseudonym>; null: number withheld',
  customer_keys ARRAY<STRING> COMMENT 'All that the call tells of the customer, in the order in which they are tried',
  _unread STRING COMMENT 'Columns that were delivered and cannot be read, so that they are null here; null: none',
  _recheck_on DATE COMMENT 'Business date of the call: from then on it counts'
)
USING delta
COMMENT 'Calls by telephone: waits, outcomes, whether solved'
TBLPROPERTIES (
  'cxw.key' = 'call_id',
  'cxw.grain' = 'call',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'call_id',
  'cxw.narrow' = 'bronze.calls_calls(_record_id)'
)
