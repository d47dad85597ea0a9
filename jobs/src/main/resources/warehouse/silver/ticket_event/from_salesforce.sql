-- The case itself tells that it was created and, where its history is silent, when it was closed.
-- Comments and e-mails are the replies, drafts are not; history gives its opening, status, owner and priority. History names an
-- owner twice, once by name: only ids count, and a queue is nobody. Contacts (003) are end users; what
-- a user (005) is, staff or a customer in the portal, only the delivered users tell. A case that came by
-- a form or an e-mail, which names its sender, was opened by that one, whatever user it runs as, and a call by the caller.
-- Grain: one row per event of a ticket.
WITH item AS (
  SELECT
    _record_id, _file, _file_id, _row_number, Id AS case_id, CreatedDate AS told_at,
    'created' AS kind, CreatedById AS actor,
    CASE
      WHEN trim(SuppliedEmail) <> '' THEN 'end_user'
      WHEN coalesce(known_channel(:channel_words, 'salesforce', Origin), channel_name('salesforce', Origin)) = 'phone'
        AND NOT lower(Origin) RLIKE 'outbound|outgoing' THEN 'end_user'
    END AS role,
    CAST(NULL AS BOOLEAN) AS is_public, CAST(NULL AS STRING) AS old_native, CAST(NULL AS STRING) AS new_native, true AS is_derived,
    CAST(NULL AS STRING) AS channel
  FROM bronze.salesforce_case
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, Id, ClosedDate,
    'status', NULL, NULL, NULL, NULL, 'closed', true, NULL
  FROM bronze.salesforce_case
  WHERE parse_flag(IsClosed) AND ClosedDate IS NOT NULL
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, CaseId, CreatedDate,
    CASE WHEN lower(trim(Field)) IN ('created', 'status', 'priority') THEN lower(trim(Field)) ELSE 'assignment' END,
    CreatedById, NULL, NULL, OldValue, NewValue, false, NULL
  FROM bronze.salesforce_case_history
  WHERE lower(trim(Field)) IN ('created', 'status', 'priority')
    OR (lower(trim(Field)) IN ('owner', 'ownerid') AND native_id(NewValue) RLIKE '^00[5G][A-Za-z0-9]*$')
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, ParentId, CreatedDate,
    if(NOT parse_flag(IsPublished), 'note', 'reply'), CreatedById, NULL, parse_flag(IsPublished),
    NULL, NULL, false, 'conversation'
  FROM bronze.salesforce_case_comment
  WHERE NOT coalesce(parse_flag(IsDeleted), false)
  UNION ALL
  -- what comes in is the customer's, whatever user files it, and what does not say so is nobody's; 5 is a draft
  SELECT
    _record_id, _file, _file_id, _row_number, ParentId, coalesce(nullif(trim(MessageDate), ''), CreatedDate),
    'reply', if(NOT parse_flag(Incoming), CreatedById, NULL),
    CASE parse_flag(Incoming) WHEN true THEN 'end_user' WHEN false THEN 'sender' END, true,
    NULL, NULL, false, 'email'
  FROM bronze.salesforce_email_message
  WHERE native_id(ParentId) LIKE '500%'
    AND NOT coalesce(parse_flag(IsDeleted), false)
    AND coalesce(lower(native_id(Status)), '') NOT IN ('5', 'draft')
),

told AS (
  SELECT
    _record_id, _file, _file_id, _row_number, told_at, kind, role, is_public, is_derived, channel,
    native_id(case_id) AS case_id,
    native_id(actor) AS actor,
    if(kind = 'assignment', native_id(old_native), nullif(trim(old_native), '')) AS old_native,
    if(kind = 'assignment', native_id(new_native), nullif(trim(new_native), '')) AS new_native,
    to_instant(told_at, :salesforce_timezone) AS event_at
  FROM item
)

SELECT
  concat_ws(':', t._record_id, t.kind, if(t.kind = 'status' AND t.is_derived, 'derived', NULL)) AS event_id,
  concat('salesforce:', t.case_id) AS ticket_id,
  'salesforce' AS source,
  t.event_at,
  CAST(NULL AS BIGINT) AS sequence,
  t.kind,
  concat('salesforce:', t.actor) AS actor_id,
  CASE
    WHEN t.role = 'sender' THEN coalesce(u.role, 'agent')  -- only the company sends
    WHEN t.role IS NOT NULL THEN t.role
    WHEN t.actor IS NULL THEN NULL
    WHEN t.actor LIKE '003%' THEN 'end_user'
    ELSE u.role
  END AS actor_role,
  coalesce(t.is_public, if(t.kind = 'reply' AND actor_role = 'end_user', true, NULL)) AS is_public,
  t.channel,
  CASE t.kind
    WHEN 'status' THEN if(t.old_native IS NULL, NULL, coalesce(old_status.status, 'open'))
    WHEN 'assignment' THEN if(t.old_native LIKE '005%', concat('salesforce:', t.old_native), NULL)
    WHEN 'priority' THEN
      CASE lower(t.old_native) WHEN 'medium' THEN 'normal' WHEN 'critical' THEN 'urgent'
        ELSE lower(t.old_native) END
  END AS old_value,
  CASE t.kind
    WHEN 'status' THEN if(t.is_derived, 'closed', coalesce(new_status.status, 'open'))
    WHEN 'assignment' THEN if(t.new_native LIKE '005%', concat('salesforce:', t.new_native), NULL)
    WHEN 'priority' THEN
      CASE lower(t.new_native) WHEN 'medium' THEN 'normal' WHEN 'critical' THEN 'urgent'
        ELSE lower(t.new_native) END
  END AS new_value,
  t.is_derived,
  t._record_id AS source_record_id,
  business_date(t.event_at, :timezone) AS _recheck_on,
  CASE
    WHEN t.told_at IS NULL OR t.case_id IS NULL THEN 'missing_required'
    WHEN t.event_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM told t
LEFT JOIN silver.support_user u ON u.user_id = concat('salesforce:', t.actor)
LEFT JOIN config.status_map old_status
  ON old_status.source = 'salesforce' AND t.kind = 'status' AND old_status.native_status = lower(t.old_native)
LEFT JOIN config.status_map new_status
  ON new_status.source = 'salesforce' AND t.kind = 'status' AND new_status.native_status = lower(t.new_native)
WHERE t.event_at IS NOT NULL OR NOT (t.kind = 'created' AND t.is_derived) -- silver.ticket rejects the case itself
