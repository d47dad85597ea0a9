-- What the deliveries of a help desk tell of its tickets at all: whether nobody replied, or replies
-- are not delivered, is to be seen here only.
-- Grain: one row per help desk and kind of event that its histories hold.
CREATE TABLE silver.help_desk_history (
  source STRING COMMENT 'Help desk',
  kind STRING COMMENT 'Kind of event, as in silver.ticket_event, that is delivered of at least one ticket',
  since TIMESTAMP COMMENT 'First event of this kind that is delivered: what was before nobody knows'
) USING delta
COMMENT 'Kinds of events that each help desk delivers'
TBLPROPERTIES (
  'cxw.key' = 'source, kind',
  'cxw.grain' = 'help desk and kind of event',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'source',
  'cxw.narrow' = 'silver.ticket_event(source)'
)
