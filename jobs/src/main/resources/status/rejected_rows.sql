-- Rejected rows
-- of ops.rejected_record
SELECT source, entity, reason, count(*) AS rows, min(file) AS for_example
FROM ops.rejected_record
GROUP BY source, entity, reason
ORDER BY source, entity, reason
