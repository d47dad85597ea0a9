-- The date for which customers are scored, all of them.
-- Grain: one row.
SELECT :as_of AS snapshot_date, 0L AS mask
