-- The record that is left, also where that which a source names was merged away itself: each step goes
-- twice as far as the one before, so eight mergers one after another are followed.
-- Grain: one row per record that was merged away.
-- Records that name each other in a circle name one of the circle.
WITH two AS (
  SELECT a.object, a.record_id, a.source, coalesce(b.merged_into, a.merged_into) AS merged_into
  FROM sources a
  LEFT JOIN sources b ON b.object = a.object AND b.record_id = a.merged_into AND b.merged_into <> a.record_id
),

four AS (
  SELECT a.object, a.record_id, a.source, coalesce(b.merged_into, a.merged_into) AS merged_into
  FROM two a
  LEFT JOIN two b ON b.object = a.object AND b.record_id = a.merged_into AND b.merged_into <> a.record_id
)

SELECT a.object, a.record_id, a.source, coalesce(b.merged_into, a.merged_into) AS merged_into
FROM four a
LEFT JOIN four b ON b.object = a.object AND b.record_id = a.merged_into AND b.merged_into <> a.record_id
