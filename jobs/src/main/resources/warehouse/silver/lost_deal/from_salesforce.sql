-- Opportunities of Salesforce that were closed and not won.
-- Grain: one row per opportunity (latest version).
-- One that is reopened, won later or deleted is not lost.
-- Rule: docs/decisions/revenue.md.
WITH lost AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    native_id(ContactId) AS contact_id,
    nullif(substr(trim(CloseDate), 1, 10), '') AS closed,
    business_date(to_instant(substr(trim(CloseDate), 1, 10), 'UTC'), 'UTC') AS lost_date,
    nullif(trim(LossReason__c), '') AS reason
  FROM bronze.salesforce_opportunity
  WHERE parse_flag(IsClosed)
    AND NOT coalesce(parse_flag(IsWon), trim(IsWon) <> '', false)  -- what cannot be read is an order's fault
    AND NOT coalesce(parse_flag(IsDeleted), false)
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
    WHEN lost_date IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM lost
