-- Transactions of the website: however often pages of thanks report one, in however many sessions, it
-- happened once, in the session that reported it first.
-- Grain: one row per transaction.
CREATE TABLE silver.web_transaction (
  source STRING COMMENT 'ga4',
  transaction_id STRING COMMENT 'Transaction as the tool names it (native id)',
  event_id STRING COMMENT 'Event that reported it first (silver.web_event)',
  session_id STRING COMMENT 'Session of that event',
  purchased_at TIMESTAMP COMMENT 'When it was first reported (UTC)',
  reports BIGINT COMMENT 'Events that report it, up to as_of',
  revenue DECIMAL(18,4) COMMENT 'Revenue in the reporting currency; the greatest where reports differ; null: none was reported, or none has a rate'
)
USING delta
COMMENT 'Transactions of the website, each once, up to as_of'
TBLPROPERTIES (
  'cxw.key' = 'source, transaction_id',
  'cxw.grain' = 'transaction',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'transaction_id',
  'cxw.narrow' = 'silver.web_event(transaction_id)'
)
