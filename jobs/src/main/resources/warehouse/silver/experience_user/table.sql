-- Who took part in which experience, and what came of it.
-- Grain: one row per experience and user.
CREATE TABLE silver.experience_user (
  experience_id STRING COMMENT 'Experience, <source>:<native id>',
  user_key STRING COMMENT 'Keyed HMAC of the user’s id',
  variation_id STRING COMMENT 'Variation that the user met first: the user stays with it',
  is_control BOOLEAN COMMENT 'That variation is the control group; null: the first event does not tell',
  is_crossed BOOLEAN COMMENT 'The user met another variation later, too',
  customer_source_key STRING COMMENT 'Customer, <source>:<native id>; null: not known',
  first_exposed_at TIMESTAMP COMMENT 'First time that the experience was served, seen or clicked (UTC)',
  exposed_date DATE COMMENT 'Business date of first_exposed_at',
  conversions BIGINT COMMENT 'Conversions within behaviour.conversion-window-days after first_exposed_at; null: no activities are delivered',
  revenue DECIMAL(18,4) COMMENT 'Revenue of the user within that window; null: no activities are delivered, or no revenue of the user can be read'
)
USING delta
COMMENT 'Users of each experience by first exposure, with their conversions in a fixed window'
TBLPROPERTIES (
  'cxw.key' = 'experience_id, user_key',
  'cxw.grain' = 'experience and user',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'user_key',
  'cxw.narrow' = 'silver.experience_event(user_key)'
)
