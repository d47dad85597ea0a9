-- Zendesk SLA policies. A target is given in minutes, in newer exports also in seconds; more than ten
-- years is none.
-- Grain: one row per policy.
WITH delivered AS (
  SELECT
    *,
    coalesce(`filter`, '{}') AS conditions,
    from_json(
      coalesce(policy_metrics, '[]'),
      'ARRAY<STRUCT<priority: STRING, metric: STRING, target: STRING, target_in_seconds: STRING,
        business_hours: STRING>>') AS promised
  FROM bronze.zendesk_sla_policies
)

SELECT
  _record_id AS policy_id,
  'zendesk' AS source,
  title,
  try_cast(parse_number(position) AS INT) AS position,
  conditions AS `filter`,
  sla_filter_is_readable(conditions) AS is_readable,
  filter(
    transform(
      promised,
      m -> named_struct(
        'metric', lower(m.metric),
        'priority', lower(m.priority),
        'minutes', coalesce(try_cast(m.target_in_seconds AS DOUBLE) / 60, try_cast(m.target AS DOUBLE)),
        'is_business', coalesce(parse_flag(m.business_hours), false))),
    t -> t.metric IS NOT NULL AND t.priority IS NOT NULL AND t.minutes BETWEEN 0 AND 5256000) AS targets,
  if(promised IS NULL, 'bad_type', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM delivered
