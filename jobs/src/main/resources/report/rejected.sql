-- Rows that could not be read or conformed.
-- Grain: one row per source, entity and reason.
SELECT source, entity, reason, count(*) AS records
FROM ops.rejected_record
GROUP BY source, entity, reason
ORDER BY records DESC, source, entity, reason
