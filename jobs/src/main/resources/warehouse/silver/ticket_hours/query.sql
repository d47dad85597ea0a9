-- Before its first assignment a ticket has the schedule which that one replaced. Where none is named,
-- or one that is not delivered, the source's default counts. One that was delivered and cannot be read
-- is no other schedule: the whole ticket has no plan.
-- Grain: one row per ticket of a help desk with schedules.
WITH known AS (
  SELECT
    source,
    map_from_entries(collect_list(struct(schedule_id, hours))) AS hours,
    max(schedule_id) FILTER (WHERE is_default) AS standard
  FROM silver.work_schedule
  GROUP BY source
),

change AS (
  SELECT
    ticket_id,
    array_sort(collect_list(
      struct(event_at, sequence, event_id, old_value, new_value AS schedule_id))) AS changes
  FROM silver.ticket_event
  WHERE kind = 'schedule' AND event_at < :as_of_end
  GROUP BY ticket_id
),

assigned AS (
  SELECT
    t.ticket_id,
    k.hours,
    k.standard,
    concat(
      array(struct(CAST(NULL AS TIMESTAMP) AS since, get(c.changes, 0).old_value AS schedule_id)),
      transform(coalesce(c.changes, array()), x -> struct(x.event_at AS since, x.schedule_id))) AS plan
  FROM silver.ticket t
  JOIN known k ON k.source = t.source
  LEFT JOIN change c ON c.ticket_id = t.ticket_id
),

named AS (
  SELECT
    ticket_id,
    hours,
    transform(
      plan,
      p -> struct(
        p.since,
        if(array_contains(map_keys(hours), p.schedule_id), p.schedule_id, standard) AS schedule_id)) AS plan
  FROM assigned
)

SELECT
  ticket_id,
  element_at(plan, -1).schedule_id AS schedule_id,
  if(
    exists(plan, p -> hours[p.schedule_id] IS NULL),
    NULL,
    transform(plan, p -> struct(p.since, hours[p.schedule_id] AS hours))) AS plan
FROM named
