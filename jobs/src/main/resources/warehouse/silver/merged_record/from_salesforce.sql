-- An account that was merged away is deleted and names its master.
-- Grain: one row per record that was merged away.
SELECT
  'account' AS object,
  _record_id AS record_id,
  'salesforce' AS source,
  'salesforce:' || native_id(MasterRecordId) AS merged_into
FROM bronze.salesforce_account
WHERE native_id(MasterRecordId) IS NOT NULL
