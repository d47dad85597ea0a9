-- Channels on which customers wrote, answered or bought, and the configured digital ones.
-- Grain: one row per channel.
CREATE TABLE gold.dim_channel (
  channel STRING COMMENT 'Channel as facts name it',
  is_digital BOOLEAN COMMENT 'Whether support.digital-channels names it: promises of digital response times hold there'
) USING delta
COMMENT 'Channels'
TBLPROPERTIES (
  'cxw.key' = 'channel',
  'cxw.grain' = 'channel',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
