-- Sets what each side counts of a ticket or customer beside the other, and keeps what differs.
-- Grain: one row per month, system, measure and ticket or customer that is counted differently.
WITH side AS (
  SELECT * FROM zendesk
  UNION ALL
  SELECT * FROM freshdesk
  UNION ALL
  SELECT * FROM subscriber
  UNION ALL
  SELECT * FROM recurring
),

beside AS (
  SELECT
    month, system, measure, id,
    sum(numerator) FILTER (WHERE NOT is_ours) AS vendor_numerator,
    sum(denominator) FILTER (WHERE NOT is_ours) AS vendor_denominator,
    sum(numerator) FILTER (WHERE is_ours) AS our_numerator,
    sum(denominator) FILTER (WHERE is_ours) AS our_denominator,
    -- what the vendor counts says why; where it counts nothing, what we count does
    coalesce(max(reason) FILTER (WHERE NOT is_ours), max(reason)) AS reason
  FROM side
  GROUP BY month, system, measure, id
),

whole AS (
  SELECT
    *,
    vendor_numerator IS NULL OR our_numerator IS NULL AS is_one_sided,
    max(vendor_numerator) OVER each IS NOT NULL AND max(our_numerator) OVER each IS NOT NULL AS is_counted_by_both
  FROM beside
  WINDOW each AS (PARTITION BY system, measure, id)
)

SELECT
  month,
  system,
  measure,
  id,
  CAST(vendor_numerator AS DECIMAL(28, 8)) AS vendor_numerator,
  CAST(vendor_denominator AS DECIMAL(28, 8)) AS vendor_denominator,
  CAST(our_numerator AS DECIMAL(28, 8)) AS our_numerator,
  CAST(our_denominator AS DECIMAL(28, 8)) AS our_denominator,
  -- customers are counted month by month, a ticket once
  if(is_one_sided AND is_counted_by_both AND system IN ('zendesk_explore', 'freshdesk_analytics'), 'other_month', reason) AS reason
FROM whole
WHERE vendor_numerator IS DISTINCT FROM our_numerator OR vendor_denominator IS DISTINCT FROM our_denominator
