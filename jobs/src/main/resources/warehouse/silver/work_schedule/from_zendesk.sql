-- Zendesk schedules. Intervals are minutes from Sunday 00:00; a holiday is a range of whole days. A
-- schedule that cannot be read is rejected, and kept without hours: who names it does not name none.
-- Grain: one row per schedule.
WITH delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number, s.name, time_zone,
    try_cast(_key AS BIGINT) AS number,
    _key,
    working_hours(concat_ws(
      ';',
      coalesce(n.zone, time_zone, ''),
      array_join(
        transform(
          from_json(coalesce(intervals, '[]'), 'ARRAY<STRUCT<start_time: STRING, end_time: STRING>>'),
          i -> concat(i.start_time, '-', i.end_time)),
        ','),
      coalesce(
        array_join(
          transform(
            from_json(coalesce(holidays, '[]'), 'ARRAY<STRUCT<start_date: STRING, end_date: STRING>>'),
            h -> concat(h.start_date, '..', coalesce(h.end_date, h.start_date))),
          ','),
        ''))) AS hours
  FROM bronze.zendesk_schedules s
  LEFT JOIN config.zone_name n ON n.name = trim(time_zone)
),

standard AS (
  SELECT min_by(
    d._key,
    struct(c.schedule_id IS NULL, coalesce(d.number, 9223372036854775807L), d._key)) AS default_key
  FROM delivered d
  LEFT JOIN config.default_schedule c ON c.source = 'zendesk' AND c.schedule_id = d._key
  WHERE d.hours IS NOT NULL
)

SELECT
  d._record_id AS schedule_id,
  'zendesk' AS source,
  d.name,
  d.time_zone,
  d.hours,
  d._key <=> s.default_key AS is_default,
  _reject_reason,
  d._file, d._file_id, d._row_number, d._record_id
FROM delivered d
CROSS JOIN standard s
LATERAL VIEW explode(if(d.hours IS NULL, array('bad_type', NULL), array(CAST(NULL AS STRING)))) r AS _reject_reason
