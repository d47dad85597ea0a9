-- Order lines and refunds of the billing system.
-- Grain: one row per line of an order, as last delivered.
-- Rows that share an order_id are its lines, told apart by line_id, else by product and by sale or
-- refund. A delivery without line ids gives an order whole, one with line ids gives only its lines.
-- Rules: docs/decisions/revenue.md. A row without an order_id has its identity in _record_id.
WITH delivered AS (
  SELECT
    o._record_id, o._file, o._file_id, o._row_number,
    struct(coalesce(o._cursor_rank, 0) AS sorted_by, o._delivery_date AS delivered_on) AS delivery,
    native_id(o.line_id) AS line_id,
    native_id(o.customer_id) AS customer_id,
    nullif(trim(o.ordered_at), '') AS ordered,
    nullif(trim(o.amount), '') AS amount,
    coalesce(upper(nullif(trim(o.currency), '')), :reporting_currency) AS currency,
    nullif(trim(o.quantity), '') AS quantity,
    nullif(trim(o.product), '') AS product,
    coalesce(known_channel(:channel_words, 'billing', o.channel), nullif(trim(o.channel), '')) AS channel,
    coalesce(lower(nullif(trim(o.type), '')), if(parse_number(o.amount) < 0, 'refund', 'sale')) AS kind,
    native_id(o.refund_of) AS refund_of,
    -- the year 9999 is how systems write that there is no date
    if(trim(o.promised_at) LIKE '9999%', NULL, nullif(trim(o.promised_at), '')) AS promised,
    if(trim(o.delivered_at) LIKE '9999%', NULL, nullif(trim(o.delivered_at), '')) AS delivered,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.billing_orders_deliveries o
  LEFT JOIN config.source_timezone z ON z.source = 'billing'
),

standing AS (
  SELECT *,
    row_number() OVER (PARTITION BY _record_id, line_id, line_name
      ORDER BY delivery DESC, file_order(_file) DESC, _row_number DESC) AS place,
    count(*) OVER (PARTITION BY _record_id, line_id, line_name, delivery, _file) - 1 AS replaced_rows
  FROM (
    SELECT *,
      if(line_id IS NULL, struct(product, kind = 'refund' AS is_refund), NULL) AS line_name,
      max(delivery) OVER (PARTITION BY _record_id) AS last_delivery,
      max(if(line_id IS NULL, delivery, NULL)) OVER (PARTITION BY _record_id) AS last_whole
    FROM delivered)
  WHERE if(line_id IS NULL, delivery = last_delivery, last_whole IS NULL OR delivery >= last_whole)
),

typed AS (
  SELECT *,
    -- a date without a time is a day of the business, not of the source
    to_instant(ordered, if(is_date(ordered), :timezone, zone)) AS ordered_at,
    is_time_adjusted(ordered, if(is_date(ordered), :timezone, zone)) AS time_adjusted,
    parse_number(amount) AS number,
    parse_number(quantity) AS units,
    CASE
      WHEN is_date(promised)
      THEN to_instant(string(date_add(business_date(to_instant(promised, 'UTC'), 'UTC'), 1)), :timezone) - INTERVAL 1 MICROSECOND
      ELSE to_instant(promised, zone) END AS promised_at,
    to_instant(delivered, if(is_date(delivered), :timezone, zone)) AS delivered_at,
    row_number() OVER (PARTITION BY _record_id
      ORDER BY kind = 'refund', file_order(_file), _row_number) AS line_number,
    count(*) OVER (PARTITION BY _record_id) AS lines,
    bool_or(kind = 'sale') OVER (PARTITION BY _record_id) AS has_sale
  FROM standing
  WHERE place = 1
),

named AS (
  SELECT *,
    -- a product may be called as another line's id is
    dense_rank() OVER (PARTITION BY _record_id, name ORDER BY line_id IS NULL, kind = 'refund') AS name_number
  FROM (
    SELECT *,
      CASE
        WHEN line_id IS NOT NULL THEN line_id
        WHEN lines > 1 THEN nullif(concat_ws('|', product, if(kind = 'refund', 'refund', NULL)), '')
      END AS name
    FROM typed)
)

SELECT
  concat_ws('|', _record_id, name, if(name_number > 1, name_number, NULL)) AS order_id,
  _record_id AS order_number,
  CAST(line_number AS INT) AS line_number,
  'billing' AS source,
  'billing:' || customer_id AS customer_source_key,
  ordered_at,
  business_date(ordered_at, :timezone) AS order_date,
  trunc(business_date(ordered_at, :timezone), 'MM') AS order_month,
  CAST(if(kind = 'refund', -abs(number), number) AS DECIMAL(18,4)) AS amount,
  currency,
  units AS quantity,
  product,
  channel,
  kind = 'refund' AS is_refund,
  -- a refund among the lines of a sale gives back that sale
  if(kind = 'refund', coalesce('billing:' || refund_of, if(has_sale, _record_id, NULL)), NULL) AS refund_of,
  promised_at,
  delivered_at,
  CAST(replaced_rows AS INT) AS _replaced_rows,
  nullif(concat_ws(', ',
    if(quantity IS NOT NULL AND units IS NULL, 'quantity', NULL),
    if(promised IS NOT NULL AND promised_at IS NULL, 'promised_at', NULL),
    if(delivered IS NOT NULL AND delivered_at IS NULL, 'delivered_at', NULL)), '') AS _unread,
  coalesce(time_adjusted, false) AS _time_adjusted,
  business_date(ordered_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN ordered IS NULL OR amount IS NULL THEN 'missing_required'
    WHEN ordered_at IS NULL OR number IS NULL OR kind NOT IN ('sale', 'refund') THEN 'bad_type'
  END AS _reject_reason
FROM named
