-- Mentions in the words of the listening tool.
-- Grain: one row per mention.
-- The author is a customer only where identity.references { social.author = … } says so. A sentiment
-- of another name is kept as it is.
WITH reference AS (
  SELECT min(target_source) AS target_source
  FROM config.identity_reference
  WHERE source = 'social' AND field = 'author'
),

mention AS (
  SELECT
    m._record_id, m._file, m._file_id, m._row_number, r.target_source,
    nullif(network_name(m.network), '') AS network,
    nullif(trim(m.author), '') AS author,
    nullif(trim(m.created_at), '') AS created,
    lower(nullif(trim(m.sentiment), '')) AS sentiment,
    to_instant(trim(m.created_at), coalesce(z.timezone, 'UTC')) AS mentioned_at
  FROM bronze.social_mentions m
  LEFT JOIN config.source_timezone z ON z.source = 'social'
  CROSS JOIN reference r
)

SELECT
  _record_id AS mention_id,
  network,
  mentioned_at,
  business_date(mentioned_at, :timezone) AS mention_date,
  CASE sentiment
    WHEN 'pos' THEN 'positive'
    WHEN 'neg' THEN 'negative'
    WHEN 'neu' THEN 'neutral'
    ELSE sentiment
  END AS sentiment,
  pseudonym(network || ':' || lower(author)) AS author_key,
  target_source || ':' || native_id(author) AS customer_source_key,
  business_date(mentioned_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN network IS NULL OR created IS NULL THEN 'missing_required'
    WHEN mentioned_at IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM mention
