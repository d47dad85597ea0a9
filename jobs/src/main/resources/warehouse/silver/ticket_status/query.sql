-- The first interval begins at creation: its status is what the first change says was before, or
-- without any change the ticket's own. A ticket that is solved, and nothing says since when, has no
-- intervals; neither has one whose record, changed after all of its history, says otherwise than its end:
-- the end was not delivered. A closing told by the ticket itself counts only where the history has none. Of what lies
-- before the creation only a resolution counts that lasts until then; but a conversation that the company
-- began, and closed unanswered, was no ticket yet. Where the first change says that the ticket was solved
-- before, and its opening was not delivered, nobody knows since when: intervals begin when it is opened again.
-- Grain: one row per ticket and status interval.
WITH kept AS (
  SELECT
    t.ticket_id,
    t.created_at,
    t.updated_at,
    t.has_status_history,
    t.status,
    coalesce(c.has_opening, false) AS has_opening,
    filter(
      coalesce(c.changes, array()),
      x -> x.is_derived OR x.event_at >= t.created_at OR (
        t.source IS DISTINCT FROM 'intercom' AND x.new_value IN ('solved', 'closed')
        AND NOT exists(c.changes, y -> NOT y.is_derived AND y > x AND y.event_at < t.created_at
          AND y.new_value NOT IN ('solved', 'closed')))
    ) AS changes
  FROM silver.ticket t
  LEFT JOIN change c ON c.ticket_id = t.ticket_id
),

known AS (
  SELECT
    ticket_id,
    created_at,
    updated_at,
    has_status_history,
    status,
    NOT has_opening AND coalesce(
      get(changes, 0).event_at > created_at AND get(changes, 0).old_value IN ('solved', 'closed'), false) AS begins_solved,
    filter(
      changes,
      x -> NOT x.is_derived
        OR NOT exists(changes, y -> NOT y.is_derived AND y.new_value IN ('solved', 'closed'))
    ) AS changes
  FROM kept
),

started AS (
  SELECT
    ticket_id,
    struct(
      created_at AS at,
      CASE
        WHEN begins_solved OR get(changes, 0).event_at <= created_at THEN NULL
        WHEN size(changes) = 0 THEN if(status IN ('solved', 'closed'), NULL, status)
        WHEN get(changes, 0).is_derived THEN 'open'
        ELSE coalesce(get(changes, 0).old_value, get(changes, 0).new_value)
      END AS status,
      false AS is_derived) AS start,
    transform(
      filter(changes, (x, i) -> NOT begins_solved
        OR exists(slice(changes, 1, i + 1), y -> y.new_value NOT IN ('solved', 'closed'))),
      x -> struct(x.event_at AS at, x.new_value AS status, x.is_derived)) AS points
  FROM known
  WHERE coalesce(
    NOT has_status_history
      OR updated_at <= get(changes, size(changes) - 1).event_at
      OR (status IN ('solved', 'closed')) = (get(changes, size(changes) - 1).new_value IN ('solved', 'closed')),
    true)
),

begun AS (
  SELECT ticket_id, if(start.status IS NULL, points, concat(array(start), points)) AS points
  FROM started
),

moved AS (
  SELECT
    ticket_id,
    filter(points, (p, i) -> i = 0 OR p.status IS DISTINCT FROM get(points, i - 1).status) AS points
  FROM begun
)

SELECT
  ticket_id,
  position,
  point.status,
  point.at AS from_at,
  get(points, position + 1).at AS to_at,
  point.status IN ('solved', 'closed')
    AND coalesce(get(points, position - 1).status NOT IN ('solved', 'closed'), true) AS is_resolution,
  point.status NOT IN ('solved', 'closed')
    AND coalesce(get(points, position - 1).status IN ('solved', 'closed'), false) AS is_reopening,
  point.is_derived,
  business_date(point.at, :timezone) AS _recheck_on
FROM moved
LATERAL VIEW posexplode(points) exploded AS position, point
