-- A made-up wide fact, for bench/postgres.sh only.
-- Grain: one row per id.
CREATE TABLE gold.wide_fact (
  id STRING COMMENT 'Source and number', source STRING COMMENT 'Of five', status STRING COMMENT 'Of four', channel STRING COMMENT 'Of six',
  customer_id STRING COMMENT 'Of 50,000', customer_key STRING COMMENT 'Hexadecimal', agent_id STRING COMMENT 'Of 300, or null',
  country STRING COMMENT 'Of 12', region STRING COMMENT 'Of 4', industry STRING COMMENT 'Of 9, or null', plan STRING COMMENT 'Of 3', acquisition_channel STRING COMMENT 'Of 7',
  created_month DATE COMMENT 'Of 24', created_date DATE COMMENT 'Of 730', resolved_date DATE COMMENT 'Later, or null',
  created_at TIMESTAMP COMMENT 'With microseconds', first_reply_at TIMESTAMP COMMENT 'Later', resolved_at TIMESTAMP COMMENT 'Later, or null',
  first_reply_minutes DOUBLE COMMENT '17 digits', first_reply_business_minutes DOUBLE COMMENT '17 digits', resolution_minutes DOUBLE COMMENT '17 digits, or null',
  requester_wait_minutes DOUBLE COMMENT '17 digits', amount DECIMAL(18,4) COMMENT 'Money',
  replies BIGINT COMMENT 'Small', reopens BIGINT COMMENT 'Small', handoffs INT COMMENT 'Small',
  is_resolved BOOLEAN COMMENT 'Flag', is_escalated BOOLEAN COMMENT 'Flag', is_one_touch BOOLEAN COMMENT 'Flag, or null', is_fcr BOOLEAN COMMENT 'Flag, or null'
) USING delta PARTITIONED BY (created_month)
COMMENT 'A made-up wide fact'
TBLPROPERTIES ('cxw.key' = 'id')
