-- fail both_sides_differ: what is counted alike is no difference
SELECT month, system, measure, id FROM candidate
WHERE vendor_numerator <=> our_numerator AND vendor_denominator <=> our_denominator;

-- fail reason_told: every difference has a reason
SELECT month, system, measure, id FROM candidate WHERE reason IS NULL
