-- Zendesk tickets. Spam is deleted there, so deleted covers it. A merge is known by the tag
-- closed_by_merge or by the target's audit, which also names the target. Escalation has no field: the
-- tag `escalated` tells it. The SLA policy is the first whose filter the latest record fulfils.
-- Grain: one row per ticket.
WITH merge AS (
  SELECT ticket_id, max_by(new_value, struct(event_at, event_id)) AS merged_into
  FROM silver.ticket_event
  WHERE kind = 'merge' AND event_at < :as_of_end
  GROUP BY ticket_id
),

policy AS (
  SELECT array_sort(collect_list(
    struct(coalesce(position, 2147483647) AS position, policy_id, `filter`))) AS policies
  FROM silver.sla_policy
  WHERE source = 'zendesk'
),

staff AS (
  SELECT count(*) > 0 AS is_delivered
  FROM silver.support_user
  WHERE source = 'zendesk'
),

described AS (
  SELECT
    *,
    concat(
      zip_with(
        array('type', 'priority', 'status', 'group', 'organization', 'assignee', 'requester', 'brand',
          'channel', 'form', 'categories'),
        array(type, priority, status, group_id, organization_id, assignee_id, requester_id, brand_id,
          via_channel, ticket_form_id, type),
        (field, value) -> struct(field, value)),
      transform(tags, tag -> struct('tags' AS field, tag AS value)),
      flatten(transform(
        coalesce(custom_fields, array()),
        c -> transform(
          if(c.value LIKE '[%', from_json(c.value, 'ARRAY<STRING>'), array(c.value)),
          v -> struct(concat('custom_fields_', c.id) AS field, v AS value))))) AS fields
  FROM zendesk_ticket
),

sorted AS (
  SELECT *, topics_of(:topic_rules, fields.field, fields.value, concat_ws(' ', subject, description)) AS topics
  FROM described
)

SELECT
  t._record_id AS ticket_id,
  'zendesk' AS source,
  t.native_status,
  t.status,
  lower(nullif(trim(t.priority), '')) AS priority,
  t.channel,
  get(t.topics, 0) AS topic,
  t.topics,
  concat('zendesk:', native_id(t.brand_id)) AS brand,
  concat('zendesk:', native_id(t.group_id)) AS group_id,
  concat('zendesk:', native_id(t.assignee_id)) AS agent_id,
  coalesce('zendesk:' || native_id(t.requester_id), t.address) AS customer_source_key,
  t.address AS customer_address,
  concat('zendesk:', native_id(t.requester_id)) AS requester_id,
  CASE
    -- a call is the caller's, whoever writes it down; one that goes out says so
    WHEN t.via_rel IN ('inbound', 'voicemail') OR (t.channel = 'phone' AND NOT t.is_outbound) THEN 'end_user'
    WHEN t.channel = 'phone' THEN 'agent'
    WHEN t.submitter_id IS NULL OR native_id(t.submitter_id) = native_id(t.requester_id) THEN 'end_user'
    ELSE coalesce(u.role, if(f.is_delivered, 'end_user', NULL))
  END AS opened_by,
  t.created_at,
  t.updated_at,
  coalesce(lower(t.native_status) = 'deleted', false) AS is_deleted,
  false AS is_spam,
  m.merged_into IS NOT NULL OR array_contains(t.tags, 'closed_by_merge') AS is_merged,
  m.merged_into,
  array_contains(t.told_tags, 'escalated') AS is_escalated,
  CASE WHEN t.rating RLIKE '^"?good' THEN 'good' WHEN t.rating RLIKE '^"?bad' THEN 'bad' END AS csat,
  true AS has_status_history,
  CAST(NULL AS BOOLEAN) AS has_reply_history,
  true AS has_opening_event,
  CAST(NULL AS BIGINT) AS history_parts,
  CAST(NULL AS BOOLEAN) AS is_reopened,
  CAST(NULL AS BOOLEAN) AS is_unanswered,
  get(filter(p.policies, x -> sla_filter_applies(x.filter, t.fields.field, t.fields.value)), 0).policy_id
    AS policy_id,
  business_date(t.created_at, :timezone) AS _recheck_on,
  CASE
    WHEN t.created_text IS NULL THEN 'missing_required'
    WHEN t.created_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  t._file, t._file_id, t._row_number, t._record_id
FROM sorted t
CROSS JOIN policy p
CROSS JOIN staff f
LEFT JOIN silver.support_user u
  ON u.user_id = concat('zendesk:', native_id(t.submitter_id))
  AND t.created_at >= coalesce(u.valid_from, t.created_at)
  AND (u.valid_to IS NULL OR t.created_at < u.valid_to)
LEFT JOIN merge m ON m.ticket_id = t._record_id
