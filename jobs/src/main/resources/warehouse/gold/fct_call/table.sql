-- Calls by telephone up to the as-of date, those of unknown callers included.
-- Grain: one row per call.
CREATE TABLE gold.fct_call (
  call_id STRING COMMENT 'Call, calls:<native id>',
  source STRING COMMENT 'Source that delivered the call',
  started_at TIMESTAMP COMMENT 'When it began to ring (UTC)',
  call_date DATE COMMENT 'Business date of started_at',
  direction STRING COMMENT 'inbound (from the customer) or outbound; null: not known',
  queue STRING COMMENT 'Queue or line as the exchange names it; null: none',
  is_answered BOOLEAN COMMENT 'Somebody of the company answered, or outbound the customer; null: not told',
  is_abandoned BOOLEAN COMMENT 'Who called gave up before somebody answered; null: not told',
  wait_ms BIGINT COMMENT 'Milliseconds until it was answered or given up; null: not told (additive)',
  talk_ms BIGINT COMMENT 'Milliseconds of talk; null: not told (additive)',
  is_solved BOOLEAN COMMENT 'The matter was settled in the call; null: not told',
  agent_key STRING COMMENT 'Keyed HMAC of the agent’s id; null: none',
  customer_source_key STRING COMMENT 'Whose call: <source>:<native id>, email:<pseudonym> or phone:<pseudonym>; null: number withheld',
  customer_id STRING COMMENT 'Customer; null: unknown',
  customer_key BIGINT COMMENT 'Version of the customer valid on call_date (gold.dim_customer); -1: unknown',
  is_inferred BOOLEAN COMMENT 'The call lies before the first known version of the customer, which is taken instead',
  country STRING COMMENT 'Country of the customer on call_date',
  region STRING COMMENT 'Region of the customer on call_date',
  industry STRING COMMENT 'Industry of the customer on call_date',
  plan STRING COMMENT 'Plan of the customer on call_date',
  acquisition_channel STRING COMMENT 'Channel through which the customer was won',
  call_month DATE COMMENT 'First day of the month of call_date (partition)'
)
USING delta
PARTITIONED BY (call_month)
COMMENT 'Calls by telephone: waits, outcomes, whether solved'
TBLPROPERTIES (
  'cxw.key' = 'call_id',
  'cxw.grain' = 'call',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'call_id',
  'cxw.narrow' = 'silver.call(call_id), silver.customer_match(record_id)'
)
