-- Touchpoints that survey questions are about, and where in the journey they lie.
-- Grain: one row per touchpoint.
CREATE TABLE gold.dim_touchpoint (
  touchpoint STRING COMMENT 'Touchpoint as facts name it',
  journey_stage STRING COMMENT 'aware, consider, buy, onboard, use, support or renew; null for a touchpoint of another name'
) USING delta
COMMENT 'Touchpoints with their stage of the customer journey'
TBLPROPERTIES (
  'cxw.key' = 'touchpoint',
  'cxw.grain' = 'touchpoint',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
