-- Brands under which help desks answer, with the names that gold.fct_ticket's brand stands for.
-- Grain: one row per brand.
CREATE TABLE gold.dim_brand (
  brand STRING COMMENT 'Brand, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  name STRING COMMENT 'Name as the source has it now',
  is_active BOOLEAN COMMENT 'Whether the brand is still in use; null where the source does not say'
) USING delta
COMMENT 'Brands of help desks'
TBLPROPERTIES (
  'cxw.key' = 'brand',
  'cxw.grain' = 'brand',
  'cxw.owner' = 'support',
  'cxw.mode' = 'full'
)
