-- Salesforce cases. An owner is a user (005) or a queue (00G); a status that is not configured is
-- open, or closed where the case says so.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'salesforce'
),
status AS (
  SELECT lower(native_status) AS native_status, max(status) AS status
  FROM config.status_map
  WHERE source = 'salesforce'
  GROUP BY lower(native_status)
),
record AS (
  SELECT *, to_instant(CreatedDate, zone) AS created_at
  FROM bronze.salesforce_case CROSS JOIN zone
)
SELECT
  c._record_id AS ticket_id,
  'salesforce' AS source,
  c.Status AS native_status,
  coalesce(s.status, if(lower(c.IsClosed) = 'true', 'closed', 'open')) AS status,
  CASE lower(c.Priority) WHEN 'medium' THEN 'normal' WHEN 'critical' THEN 'urgent' ELSE lower(c.Priority) END
    AS priority,
  CASE
    WHEN c.Origin ILIKE '%chat%' THEN 'chat'
    WHEN c.Origin ILIKE ANY ('%phone%', '%call%') THEN 'phone'
    WHEN c.Origin ILIKE ANY ('%facebook%', '%twitter%', '%instagram%', '%social%') THEN 'social'
    WHEN c.Origin ILIKE ANY ('%messag%', '%whatsapp%', '%sms%') THEN 'messaging'
    WHEN c.Origin ILIKE '%email%' THEN 'email'
    WHEN c.Origin ILIKE '%web%' THEN 'web'
    ELSE lower(c.Origin)
  END AS channel,
  CAST(NULL AS STRING) AS topic,
  CAST(NULL AS STRING) AS brand,
  if(c.OwnerId LIKE '00G%', concat('salesforce:', c.OwnerId), NULL) AS group_id,
  if(c.OwnerId LIKE '00G%', NULL, concat('salesforce:', c.OwnerId)) AS agent_id,
  concat('salesforce:', c.ContactId) AS customer_source_key,
  c.created_at,
  coalesce(lower(c.IsDeleted) = 'true', false) AS is_deleted,
  false AS is_spam,
  false AS is_merged,
  CAST(NULL AS STRING) AS merged_into,
  lower(c.IsEscalated) = 'true' AS is_escalated,
  CAST(NULL AS STRING) AS csat,
  true AS has_status_history,
  CAST(NULL AS STRING) AS policy_id,
  business_date(c.created_at, :timezone) AS _recheck_on,
  CASE
    WHEN c.CreatedDate IS NULL THEN 'missing_required'
    WHEN c.created_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  c._file, c._file_id, c._row_number, c._record_id
FROM record c
LEFT JOIN status s ON s.native_status = lower(c.Status)
