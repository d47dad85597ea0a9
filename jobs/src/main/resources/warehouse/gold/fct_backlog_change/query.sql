-- A ticket stands otherwise on dates with a change of status and on those at whose end it has become
-- 1, 3, 7 and 30 days old: the date of the instant just before that age, so that an age reached
-- exactly at midnight counts for the date that ends there.
-- Grain: one row per date, ticket, status and age band that changed.
WITH day AS (
  SELECT
    ticket_id,
    business_date(from_at, :timezone) AS on_date,
    max_by(status, position) AS status
  FROM silver.ticket_status
  WHERE from_at < :as_of_end
  GROUP BY ticket_id, business_date(from_at, :timezone)
),

ticket AS (
  SELECT
    d.ticket_id,
    any_value(l.source) AS source,
    array_sort(collect_list(struct(d.on_date, d.status))) AS days,
    array(
      business_date(any_value(l.created_at) + INTERVAL '0 23:59:59.999999' DAY TO SECOND, :timezone),
      business_date(any_value(l.created_at) + INTERVAL '2 23:59:59.999999' DAY TO SECOND, :timezone),
      business_date(any_value(l.created_at) + INTERVAL '6 23:59:59.999999' DAY TO SECOND, :timezone),
      business_date(any_value(l.created_at) + INTERVAL '29 23:59:59.999999' DAY TO SECOND, :timezone)
    ) AS birthdays
  FROM day d
  JOIN silver.ticket_life l ON l.ticket_id = d.ticket_id
  GROUP BY d.ticket_id
),

point AS (
  SELECT
    ticket_id,
    source,
    birthdays,
    days,
    explode(array_distinct(concat(days.on_date, birthdays))) AS metric_date
  FROM ticket
),

state AS (
  SELECT
    ticket_id,
    source,
    metric_date,
    array_max(filter(days, d -> d.on_date <= metric_date)).status AS status,
    get(
      array('0-1', '1-3', '3-7', '7-30', '30+'),
      size(filter(birthdays, b -> b <= metric_date))) AS age_band,
    array_min(filter(birthdays, b -> b > metric_date)) AS next_birthday
  FROM point
  WHERE metric_date <= :as_of AND metric_date >= get(days, 0).on_date
),

counted AS (
  SELECT
    *,
    if(status IN ('solved', 'closed'), NULL, struct(status, age_band)) AS now,
    lag(if(status IN ('solved', 'closed'), NULL, struct(status, age_band)))
      OVER (PARTITION BY ticket_id ORDER BY metric_date) AS before
  FROM state
)

SELECT
  metric_date,
  ticket_id,
  source,
  moved.slot.status,
  moved.slot.age_band,
  moved.change,
  if(moved.change > 0, next_birthday, NULL) AS _recheck_on,
  CAST(trunc(metric_date, 'MM') AS DATE) AS metric_month
FROM counted
LATERAL VIEW explode(array(
  named_struct('slot', before, 'change', -1), named_struct('slot', now, 'change', 1))) e AS moved
WHERE now IS DISTINCT FROM before AND moved.slot IS NOT NULL
