-- Erasures that were interrupted: run cxw erase with the same requests again
-- of ops.erasure
SELECT erasure_id, sum(if(event = 'requested', rows, 0)) AS requests
FROM ops.erasure
GROUP BY erasure_id
HAVING count_if(event = 'completed') = 0
ORDER BY erasure_id
