-- Subscriptions of the billing system. Grain: subscription × period [start_date, end_date).
-- An upgrade may come as a new version of the id: a version holds from its own start_date on, and
-- what earlier deliveries said about the time before it stays. Rules: docs/decisions/revenue.md.
-- A version is dated by its first delivery; one that came back after another one is as late as that.
WITH delivered AS (
  SELECT
    s._record_id, s._file, s._file_id, s._row_number,
    l._record_id IS NOT NULL AS is_latest,
    struct(coalesce(s._cursor, '') AS sorted_by, s._delivery_date AS delivered_on) AS own_version,
    max(struct(coalesce(s._cursor, '') AS sorted_by, s._delivery_date AS delivered_on))
      OVER (PARTITION BY s._record_id) AS last_version,
    native_id(s.customer_id) AS customer_id,
    nullif(trim(s.start_date), '') AS start_text,
    nullif(trim(s.end_date), '') AS end_text,
    nullif(trim(s.amount), '') AS amount_text,
    lower(nullif(trim(s.`interval`), '')) AS billing_interval,
    coalesce(upper(nullif(trim(s.currency), '')), :reporting_currency) AS currency,
    nullif(trim(s.plan), '') AS plan,
    lower(nullif(trim(s.end_reason), '')) AS end_reason,
    nullif(trim(s.reason), '') AS reason,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.billing_subscriptions_versions s
  LEFT JOIN bronze.billing_subscriptions l
    ON l._record_id = s._record_id AND l._row_hash = s._row_hash AND l._cursor <=> s._cursor
  LEFT JOIN config.source_timezone z ON z.source = 'billing'
),

typed AS (
  SELECT
    *,
    IF(is_latest, last_version, own_version) AS version,
    -- ten characters are a date; a longer text is an instant, read in the source's zone
    business_date(to_instant(start_text, IF(length(start_text) = 10, :timezone, zone)), :timezone) AS start_date,
    business_date(to_instant(end_text, IF(length(end_text) = 10, :timezone, zone)), :timezone) AS end_date,
    parse_number(amount_text) AS amount
  FROM delivered
),

judged AS (
  SELECT
    *,
    CASE
      WHEN customer_id IS NULL OR start_text IS NULL OR amount_text IS NULL OR billing_interval IS NULL
        THEN 'missing_required'
      WHEN start_date IS NULL OR amount IS NULL OR (end_text IS NOT NULL AND end_date IS NULL)
        OR billing_interval NOT IN ('month', 'year', 'week') THEN 'bad_type'
      WHEN amount < 0 THEN 'out_of_scale'
      WHEN end_date < start_date THEN 'bad_period'
    END AS _reject_reason
  FROM typed
),

-- of versions that begin on the same day the latest wins
ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY _record_id, start_date, _reject_reason IS NULL
      ORDER BY version DESC, is_latest DESC, _file DESC, _row_number DESC) AS place
  FROM judged
),

-- a version takes over from its start on: one delivered before it that begins later is void
kept AS (
  SELECT *,
    max(version) OVER (PARTITION BY _record_id
      ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS latest_so_far
  FROM ranked
  WHERE place = 1 AND _reject_reason IS NULL
),

period AS (
  SELECT *, lead(start_date) OVER (PARTITION BY _record_id ORDER BY start_date) AS next_start
  FROM kept
  WHERE latest_so_far = version
)

SELECT
  _record_id AS subscription_id,
  'billing' AS source,
  'billing:' || customer_id AS customer_source_key,
  start_date,
  least(end_date, next_start) AS end_date,
  amount,
  billing_interval,
  currency,
  plan,
  -- a period that the next one takes over from did not end for the reason delivered
  CASE WHEN (next_start IS NULL OR end_date < next_start) AND end_reason IN ('voluntary', 'involuntary')
    THEN end_reason END AS end_reason,
  IF(next_start IS NULL OR end_date < next_start, reason, NULL) AS reason,
  _record_id, _file, _file_id, _row_number,
  _reject_reason
FROM period
UNION ALL
SELECT
  _record_id, 'billing', 'billing:' || customer_id, start_date, end_date, amount, billing_interval,
  currency, plan, end_reason, reason, _record_id, _file, _file_id, _row_number, _reject_reason
FROM ranked  -- a bad version is healed by any later delivery of the id
WHERE _reject_reason IS NOT NULL AND version = last_version
