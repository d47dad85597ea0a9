-- Subscriptions of the billing system.
-- Grain: one row per subscription item and period [start_date, end_date).
-- Each delivery states periods of an id. Of the same start the latest statement holds; what was stated
-- of the time before stays, but for starts that were moved or withdrawn before they came.
-- Rules: docs/decisions/revenue.md (versions of a subscription, lines of one id, intervals).
WITH line AS (
  -- items without an id are told by their plan; of rows that name the same one the last of the file holds
  SELECT *,
    row_number() OVER (PARTITION BY _record_id, item, start_date, delivery, if(item = '', plan, '')
      ORDER BY file_order(_file) DESC, _row_number DESC) AS place,
    count(*) OVER (PARTITION BY _record_id, item, start_date, delivery, if(item = '', plan, ''), _file) - 1
      AS replaced_rows
  FROM billing_statement
  WHERE _reject_reason IS NULL
),

statement AS (  -- what one delivery says of one period
  SELECT _record_id, item, delivery, start_date,
    max(coalesce(end_date, DATE'9999-12-31')) AS last_end,
    array_sort(collect_set(struct(customer_id, amount, billing_interval, interval_count, currency, plan))) AS content,
    collect_list(struct(customer_id, amount, billing_interval, interval_count, currency, plan, end_date,
      end_reason, reason, replaced_rows, _file, _file_id, _row_number)) AS lines,
    dense_rank() OVER (PARTITION BY _record_id, item ORDER BY delivery) AS turn
  FROM line
  WHERE place = 1
  GROUP BY _record_id, item, delivery, start_date
),

followed AS (
  SELECT *,
    row_number() OVER (PARTITION BY _record_id, item, start_date ORDER BY turn DESC) = 1 AS is_last,
    collect_list(start_date) OVER (PARTITION BY _record_id, item, turn) AS starts,
    collect_list(struct(start_date, delivery.delivered_on, content))
      OVER (PARTITION BY _record_id, item ORDER BY turn RANGE BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next
  FROM statement
),

standing AS (
  SELECT *, max(if(item = '', delivery, NULL)) OVER (PARTITION BY _record_id) AS last_without_item
  FROM followed s
  WHERE is_last
    -- withdrawn: stated anew before it began; moved: the next delivery says the same of a later start
    AND NOT exists(next, n -> n.delivered_on < s.start_date
      OR (n.content = s.content AND n.start_date > s.start_date AND n.start_date < s.last_end
        AND NOT array_contains(s.starts, n.start_date)))
),

-- a statement takes over from its start on: one delivered before it that begins later is void
kept AS (
  SELECT *,
    max(delivery) OVER (PARTITION BY _record_id, item
      ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS latest_so_far,
    -- once items have ids, what was delivered without them holds up to the first of them
    if(item = '', min(if(item <> '' AND delivery > last_without_item, start_date, NULL))
      OVER (PARTITION BY _record_id), NULL) AS items_from
  FROM standing
),

period AS (
  SELECT _record_id, item, start_date, lines,
    least(items_from, lead(start_date) OVER (PARTITION BY _record_id, item ORDER BY start_date)) AS next_start
  FROM kept
  WHERE latest_so_far = delivery AND coalesce(start_date < items_from, true)
),

holding AS (
  SELECT _record_id, item, start_date, size(lines) AS items, next_start, inline(lines) FROM period
),

named AS (
  SELECT *,
    -- a plan may be called as another item's id is
    dense_rank() OVER (PARTITION BY _record_id, name ORDER BY item = '') AS name_number
  FROM (SELECT *, CASE WHEN item <> '' THEN item WHEN items > 1 THEN plan END AS name FROM holding)
)

SELECT
  concat_ws('|', _record_id, name, if(name_number > 1, name_number, NULL)) AS subscription_id,
  _record_id AS subscription_number,
  'billing' AS source,
  'billing:' || customer_id AS customer_source_key,
  start_date,
  least(end_date, next_start) AS end_date,
  amount,
  billing_interval,
  interval_count,
  currency,
  plan,
  -- a period that the next one takes over from did not end for the reason delivered
  CASE WHEN (next_start IS NULL OR end_date < next_start) AND end_reason IN ('voluntary', 'involuntary')
    THEN end_reason END AS end_reason,
  if(next_start IS NULL OR end_date < next_start, reason, NULL) AS reason,
  CAST(replaced_rows AS INT) AS _replaced_rows,
  if(end_reason NOT IN ('voluntary', 'involuntary'), 'end_reason', NULL) AS _unread,
  _record_id, _file, _file_id, _row_number,
  CAST(NULL AS STRING) AS _reject_reason
FROM named
UNION ALL
SELECT
  _record_id, _record_id, 'billing', 'billing:' || customer_id, start_date, end_date, amount, billing_interval,
  interval_count, currency, plan, end_reason, reason, 0, NULL, _record_id, _file, _file_id, _row_number, _reject_reason
FROM billing_statement  -- a bad statement is healed by any later delivery of the id
WHERE _reject_reason IS NOT NULL AND delivery = last_delivery
