-- Opportunities of Salesforce that were closed and not won.
-- Grain: one row per opportunity (latest version).
-- One that is reopened, won later or deleted is not lost. What the flags do not say, the standard
-- stages do. An IsWon that cannot be read, and a closed deal of which nobody tells whether it was won,
-- are rejected by silver.orders; an IsClosed that cannot be read is, here.
-- Rule: docs/decisions/revenue.md, Won deals.
WITH deal AS (
  SELECT
    *,
    coalesce(trim(IsClosed) <> '', false) AND parse_flag(IsClosed) IS NULL AS is_unread,
    coalesce(plain_word(StageName) = 'closed lost', false) AS is_at_lost
  FROM bronze.salesforce_opportunity
  WHERE NOT coalesce(parse_flag(IsDeleted), false)
),

lost AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    native_id(ContactId) AS contact_id,
    nullif(substr(trim(CloseDate), 1, 10), '') AS closed,
    business_date(to_instant(substr(trim(CloseDate), 1, 10), 'UTC'), 'UTC') AS lost_date,
    nullif(trim(LossReason__c), '') AS reason,
    is_unread
  FROM deal
  WHERE (is_unread OR coalesce(parse_flag(IsClosed), is_at_lost))
    AND CASE WHEN trim(IsWon) <> '' THEN NOT parse_flag(IsWon) ELSE is_unread OR is_at_lost END
)

SELECT
  _record_id AS deal_id,
  'salesforce' AS source,
  'salesforce:' || contact_id AS customer_source_key,
  lost_date,
  trunc(lost_date, 'MM') AS lost_month,
  reason,
  lost_date AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN closed IS NULL THEN 'missing_required'
    WHEN lost_date IS NULL OR is_unread THEN 'bad_type'
  END AS _reject_reason
FROM lost
