-- Orders and refunds of the billing system. Grain: delivered record (latest version).
-- Rules: docs/decisions/revenue.md. A record without an order_id has its identity in _record_id.
WITH delivered AS (
  SELECT
    o._record_id, o._file, o._file_id, o._row_number,
    native_id(o.customer_id) AS customer_id,
    nullif(trim(o.ordered_at), '') AS ordered,
    nullif(trim(o.amount), '') AS amount,
    coalesce(upper(nullif(trim(o.currency), '')), :reporting_currency) AS currency,
    nullif(trim(o.quantity), '') AS quantity,
    nullif(trim(o.product), '') AS product,
    nullif(trim(o.channel), '') AS channel,
    lower(nullif(trim(o.type), '')) AS type,
    native_id(o.refund_of) AS refund_of,
    nullif(trim(o.promised_at), '') AS promised,
    nullif(trim(o.delivered_at), '') AS delivered,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.billing_orders o
  LEFT JOIN config.source_timezone z ON z.source = 'billing'
),

typed AS (
  SELECT
    *,
    -- ten characters are a date, and a date is a day of the business, not of the source
    to_instant(ordered, IF(length(ordered) = 10, :timezone, zone)) AS ordered_at,
    is_time_adjusted(ordered, IF(length(ordered) = 10, :timezone, zone)) AS time_adjusted,
    parse_number(amount) AS number,
    parse_number(quantity) AS units,
    CASE WHEN length(promised) = 10
      THEN to_instant(CAST(date_add(try_cast(promised AS DATE), 1) AS STRING), :timezone) - INTERVAL 1 MICROSECOND
      ELSE to_instant(promised, zone) END AS promised_at,
    to_instant(delivered, IF(length(delivered) = 10, :timezone, zone)) AS delivered_at,
    coalesce(type, IF(parse_number(amount) < 0, 'refund', 'sale')) AS kind
  FROM delivered
)

SELECT
  _record_id AS order_id,
  'billing' AS source,
  'billing:' || customer_id AS customer_source_key,
  ordered_at,
  business_date(ordered_at, :timezone) AS order_date,
  trunc(business_date(ordered_at, :timezone), 'MM') AS order_month,
  CAST(IF(kind = 'refund', -abs(number), number) AS DECIMAL(18,4)) AS amount,
  currency,
  units AS quantity,
  product,
  channel,
  kind = 'refund' AS is_refund,
  IF(kind = 'refund', 'billing:' || refund_of, NULL) AS refund_of,
  promised_at,
  delivered_at,
  coalesce(time_adjusted, false) AS _time_adjusted,
  business_date(ordered_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN ordered IS NULL OR amount IS NULL THEN 'missing_required'
    WHEN ordered_at IS NULL OR number IS NULL OR kind NOT IN ('sale', 'refund')
      OR (quantity IS NOT NULL AND units IS NULL)
      OR (promised IS NOT NULL AND promised_at IS NULL)
      OR (delivered IS NOT NULL AND delivered_at IS NULL) THEN 'bad_type'
  END AS _reject_reason
FROM typed
