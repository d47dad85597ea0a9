-- 600,000 rows of 30 columns.
WITH rows AS (
  SELECT id, timestamp_micros(1704067200000000 + id * 104976123L) AS at, pmod(hash(id), 1000) / 7.0D + 1 AS minutes FROM range(600000)
)
SELECT
  concat('zendesk:', id) AS id, concat('source', id % 5) AS source, concat('status_', id % 4) AS status, concat('channel', id % 6) AS channel,
  concat('c', hex(hash(id % 50000))) AS customer_id, md5(CAST(id % 70000 AS STRING)) AS customer_key, IF(id % 11 = 0, NULL, concat('zendesk:', id % 300)) AS agent_id,
  concat('C', id % 12) AS country, concat('region ', id % 4) AS region, IF(id % 7 = 0, NULL, concat('industry ', id % 9)) AS industry, concat('plan', id % 3) AS plan,
  concat('channel ', id % 7) AS acquisition_channel,
  CAST(date_trunc('month', at) AS DATE) AS created_month, CAST(at AS DATE) AS created_date, IF(id % 10 = 0, NULL, date_add(CAST(at AS DATE), 2)) AS resolved_date,
  at AS created_at, at + INTERVAL 37 MINUTES AS first_reply_at, IF(id % 10 = 0, NULL, at + INTERVAL 2 DAYS) AS resolved_at,
  minutes AS first_reply_minutes, minutes / 3 AS first_reply_business_minutes, IF(id % 10 = 0, NULL, minutes * 41) AS resolution_minutes, minutes * 1.7D AS requester_wait_minutes,
  CAST(pmod(hash(id), 100000) / 100 AS DECIMAL(18,4)) AS amount,
  id % 9 AS replies, id % 3 AS reopens, CAST(id % 4 AS INT) AS handoffs,
  id % 10 <> 0 AS is_resolved, id % 20 = 0 AS is_escalated, IF(id % 10 = 0, NULL, id % 3 = 0) AS is_one_touch, IF(id % 10 = 0, NULL, id % 2 = 0) AS is_fcr
FROM rows
