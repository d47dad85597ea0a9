-- The changes of status of a ticket, in order. Of two changes of one instant that nobody numbers (Salesforce), the
-- one that the other continues comes first.
-- Grain: one row per ticket.
WITH told AS (
  SELECT
    ticket_id,
    array_sort(collect_list(
      struct(event_at, is_derived, sequence, event_id, old_value, new_value)) FILTER (WHERE kind = 'status')) AS changes,
    bool_or(kind = 'created' AND NOT is_derived) AS has_opening
  FROM silver.ticket_event
  WHERE kind IN ('status', 'created')
  GROUP BY ticket_id
),

turned AS (
  SELECT
    *,
    transform(changes, (x, i) -> coalesce(
      x.sequence IS NULL AND NOT x.is_derived
        AND get(changes, i + 1).event_at = x.event_at AND NOT get(changes, i + 1).is_derived
        AND get(changes, i - 1).event_at IS DISTINCT FROM x.event_at
        AND NOT coalesce(get(changes, i + 2).event_at = x.event_at AND NOT get(changes, i + 2).is_derived, false)
        AND get(changes, i + 1).new_value = x.old_value
        AND (x.new_value <> get(changes, i + 1).old_value OR get(changes, i - 1).new_value = get(changes, i + 1).old_value),
      false)) AS turns
  FROM told
)

SELECT
  ticket_id, has_opening,
  transform(changes, (x, i) -> CASE
    WHEN get(turns, i) THEN get(changes, i + 1) WHEN get(turns, i - 1) THEN get(changes, i - 1) ELSE x END) AS changes
FROM turned
