-- Touchpoints that survey questions are about, and where in the journey they lie.
-- Grain: one row per touchpoint.
CREATE TABLE gold.dim_touchpoint (
  touchpoint STRING COMMENT 'Touchpoint as facts name it',
  journey_stage STRING COMMENT 'Stage of the journey, in the words of the configuration; null for a touchpoint that no stage names'
) USING delta
COMMENT 'Touchpoints with their stage of the customer journey'
TBLPROPERTIES (
  'cxw.key' = 'touchpoint',
  'cxw.grain' = 'touchpoint',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
