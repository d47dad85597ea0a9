-- What the deliveries of the billing system state of subscriptions, read and judged one by one.
-- Grain: one row per delivered row.
WITH spelled AS (
  SELECT explode(words) AS word, unit, units
  FROM VALUES
    (array('d', 'day', 'days', 'daily'), 'day', 1),
    (array('w', 'week', 'weeks', 'weekly'), 'week', 1),
    (array('fortnight', 'fortnights', 'fortnightly'), 'week', 2),
    (array('m', 'month', 'months', 'monthly'), 'month', 1),
    (array('q', 'quarter', 'quarters', 'quarterly'), 'month', 3),
    (array('halfyear', 'halfyearly', 'semiannual', 'semiannually'), 'month', 6),
    (array('y', 'year', 'years', 'yearly', 'annual', 'annually'), 'year', 1) AS s(words, unit, units)
),

delivered AS (
  SELECT
    s._record_id, s._file, s._file_id, s._row_number,
    struct(coalesce(s._cursor_rank, 0) AS sorted_by, s._delivery_date AS delivered_on) AS delivery,
    coalesce(native_id(s.item_id), '') AS item,
    native_id(s.customer_id) AS customer_id,
    nullif(trim(s.start_date), '') AS start_text,
    if(is_far_ahead(trim(s.end_date)), NULL, nullif(trim(s.end_date), '')) AS end_text,  -- it has no end
    nullif(trim(s.amount), '') AS amount_text,
    regexp_replace(lower(nullif(trim(s.`interval`), '')), '^(every|each|per)[ _-]+', '') AS interval_text,
    regexp_replace(nullif(trim(s.interval_count), ''), '[.]0+$', '') AS count_text,
    coalesce(upper(nullif(trim(s.currency), '')), :reporting_currency) AS currency,
    nullif(trim(s.plan), '') AS plan,
    lower(nullif(trim(s.end_reason), '')) AS end_reason,
    nullif(trim(s.reason), '') AS reason,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.billing_subscriptions_deliveries s
  LEFT JOIN config.source_timezone z ON z.source = 'billing'
),

typed AS (
  SELECT
    d.*,
    -- a date is a day of the business; a time is an instant, read in the source's zone
    business_date(to_instant(start_text, if(is_date(start_text), :timezone, zone)), :timezone) AS start_date,
    business_date(to_instant(end_text, if(is_date(end_text), :timezone, zone)), :timezone) AS end_date,
    parse_number(amount_text) AS amount,
    i.unit AS billing_interval,
    -- "3 months", P3M; else the number stands in its own column
    try_multiply(i.units, try_cast(coalesce(nullif(regexp_extract(interval_text, '^p?([0-9]{1,4})', 1), ''),
      count_text, '1') AS INT)) AS interval_count,
    regexp_extract(interval_text, '^p?([0-9]{1,4})', 1) <> '' AND count_text IS NOT NULL
      AND NOT try_cast(regexp_extract(interval_text, '^p?([0-9]{1,4})', 1) AS INT) <=> try_cast(count_text AS INT) AS is_ambiguous,
    max(delivery) OVER (PARTITION BY _record_id) AS last_delivery
  FROM delivered d
  LEFT JOIN spelled i
    ON i.word = regexp_replace(regexp_replace(d.interval_text, '^p?[0-9]{1,4}', ''), '[ _-]', '')
)

SELECT
  *,
  CASE
    WHEN customer_id IS NULL OR start_text IS NULL OR amount_text IS NULL OR interval_text IS NULL
      THEN 'missing_required'
    WHEN start_date IS NULL OR amount IS NULL OR (end_text IS NOT NULL AND end_date IS NULL)
      OR interval_count IS NULL OR is_ambiguous THEN 'bad_type'
    WHEN amount < 0 OR interval_count NOT BETWEEN 1 AND 36525 THEN 'out_of_scale'  -- a century in days
    WHEN end_date < start_date THEN 'bad_period'
  END AS _reject_reason
FROM typed
