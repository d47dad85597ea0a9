-- Billing's customer list. Where billing delivers no list at all, the ids seen in its orders and
-- subscriptions are the list: such a record knows only when it was first seen.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'billing'
),
listed AS (
  SELECT
    _record_id AS customer_source_key,
    customer_id AS source_id,
    to_instant(created_at, zone) AS created_at,
    pseudonym(normalize_email(email)) AS email_key,
    pseudonym(e164(phone, country)) AS phone_key,
    coalesce(
      array_sort(array_distinct(filter(
        transform(split(external_ids, ';'), id -> trim(id)), id -> id RLIKE '^[a-z0-9_]+:.'))),
      CAST(array() AS ARRAY<STRING>)) AS references,
    nullif(trim(country), '') AS country,
    nullif(trim(region), '') AS region,
    nullif(trim(industry), '') AS industry,
    nullif(trim(plan), '') AS plan,
    nullif(trim(acquisition_channel), '') AS acquisition_channel,
    CASE
      WHEN nullif(trim(customer_id), '') IS NULL THEN 'missing_required'
      WHEN nullif(trim(created_at), '') IS NOT NULL AND to_instant(created_at, zone) IS NULL
        THEN 'bad_type'
    END AS _reject_reason,
    _file, _file_id, _row_number, _record_id
  FROM bronze.billing_customers CROSS JOIN zone
),
seen AS (
  SELECT customer_id, coalesce(ordered_at, '') AS seen_at, _delivery_date
  FROM bronze.billing_orders
  UNION ALL
  SELECT customer_id, coalesce(start_date, '') AS seen_at, _delivery_date
  FROM bronze.billing_subscriptions
),
bare AS (
  SELECT
    customer_id,
    min(coalesce(
      to_instant(seen_at, zone), to_instant(string(_delivery_date), :timezone))) AS created_at
  FROM seen CROSS JOIN zone
  WHERE nullif(trim(customer_id), '') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM bronze.billing_customers)
  GROUP BY customer_id
)
SELECT
  customer_source_key, 'billing' AS source, source_id, created_at, email_key, phone_key, references,
  country, region, industry, plan, acquisition_channel, false AS is_deleted,
  _reject_reason, _file, _file_id, _row_number, _record_id
FROM listed
UNION ALL
SELECT
  'billing:' || customer_id, 'billing', customer_id, created_at, NULL, NULL,
  CAST(array() AS ARRAY<STRING>), NULL, NULL, NULL, NULL, NULL, false,
  NULL, NULL, NULL, NULL, NULL
FROM bare
