-- A customer's attributes by period: the versions of all its records, laid over each other.
-- Grain: one row per customer and period in which no attribute changed.
-- Acquisition channels are called by the words of the configuration; others stay as delivered.
-- Each version says something from a date on: of a source with a stamp of changes from the stamp's
-- date, of another from its delivery, the first version from the record's creation. Of each attribute
-- holds the last value that is not empty: the customer list's before the contact's before the
-- account's.
WITH version AS (
  SELECT
    v.customer_source_key, v.said_by, v.version_at, v.delivery_date, v.file, v.row_number,
    v.country, v.region, v.industry, v.plan,
    coalesce(w.acquisition_channel, v.acquisition_channel) AS acquisition_channel
  FROM silver.customer_version v
  LEFT JOIN config.acquisition_channel w
    ON w.said = plain_word(v.acquisition_channel)
  UNION ALL
  SELECT customer_source_key, 'record', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM silver.customer_record
  WHERE created_at IS NOT NULL
),

dated AS (
  SELECT
    r.customer_id,
    r.source,
    v.*,
    business_date(r.created_at, :timezone) AS created_date,
    coalesce(business_date(v.version_at, :timezone), v.delivery_date) AS version_date,
    struct(v.version_at, v.delivery_date, file_order(v.file) AS file, v.row_number) AS delivered
  FROM version v
  JOIN silver.customer_record r USING (customer_source_key)
),

started AS (
  SELECT
    *,
    least(created_date, min(if(said_by <> 'account', version_date, NULL)) OVER (
      PARTITION BY customer_source_key)) AS record_from,
    row_number() OVER (PARTITION BY customer_source_key, said_by ORDER BY delivered) = 1 AS is_first
  FROM dated
),

placed AS (
  SELECT
    customer_id, source, customer_source_key, said_by, delivered,
    if(is_first, record_from, greatest(version_date, record_from)) AS valid_from,
    struct(country, region, industry, plan, acquisition_channel) AS attributes
  FROM started
),

last_said AS (
  SELECT
    customer_id,
    valid_from,
    coalesce(
      last(if(said_by = 'customer_list', attributes.country, NULL), true) OVER said,
      last(if(said_by = 'contact', attributes.country, NULL), true) OVER said,
      last(if(said_by = 'account', attributes.country, NULL), true) OVER said) AS country,
    coalesce(
      last(if(said_by = 'customer_list', attributes.region, NULL), true) OVER said,
      last(if(said_by = 'contact', attributes.region, NULL), true) OVER said,
      last(if(said_by = 'account', attributes.region, NULL), true) OVER said) AS region,
    coalesce(
      last(if(said_by = 'customer_list', attributes.industry, NULL), true) OVER said,
      last(if(said_by = 'contact', attributes.industry, NULL), true) OVER said,
      last(if(said_by = 'account', attributes.industry, NULL), true) OVER said) AS industry,
    coalesce(
      last(if(said_by = 'customer_list', attributes.plan, NULL), true) OVER said,
      last(if(said_by = 'contact', attributes.plan, NULL), true) OVER said,
      last(if(said_by = 'account', attributes.plan, NULL), true) OVER said) AS plan,
    coalesce(
      last(if(said_by = 'customer_list', attributes.acquisition_channel, NULL), true) OVER said,
      last(if(said_by = 'contact', attributes.acquisition_channel, NULL), true) OVER said,
      last(if(said_by = 'account', attributes.acquisition_channel, NULL), true) OVER said) AS acquisition_channel,
    lead(valid_from) OVER said IS DISTINCT FROM valid_from AS is_last_of_date,
    min(struct(valid_from, source)) OVER (PARTITION BY customer_id) AS first_seen
  FROM placed
  WINDOW said AS (
    PARTITION BY customer_id ORDER BY valid_from, delivered, customer_source_key, said_by)
),

changed AS (
  SELECT
    *,
    struct(country, region, industry, plan, acquisition_channel) IS DISTINCT FROM
      lag(struct(country, region, industry, plan, acquisition_channel)) OVER (
        PARTITION BY customer_id ORDER BY valid_from) AS is_change
  FROM last_said
  WHERE is_last_of_date
)

SELECT
  customer_id,
  valid_from,
  lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) AS valid_to,
  lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) IS NULL AS is_current,
  first_seen.valid_from AS acquired_date,
  first_seen.source AS first_seen_source,
  country, region, industry, plan, acquisition_channel
FROM changed
WHERE is_change
