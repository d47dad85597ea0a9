-- Attributes of customers by period: the customer list's before the contact's before the account's.
-- Rule: docs/decisions/customer.md (attributes over time).
CREATE TEMP TABLE dim_period AS
WITH said AS (
  SELECT 'billing:' || customer_id AS record, 'customer_list' AS said_by, CAST(NULL AS TIMESTAMPTZ) AS version_at, filename,
    CAST(regexp_extract(filename, '/([0-9-]{10})/[^/]+$', 1) AS DATE) AS version_date,
    country, region, industry, plan, acquisition_channel
  FROM billing_version
  UNION ALL
  SELECT 'salesforce:' || Id, 'contact', instant(SystemModstamp), filename, business_date(instant(SystemModstamp)), MailingCountry, NULL, NULL, NULL, LeadSource
  FROM contact_version
  UNION ALL
  SELECT 'salesforce:' || c.Id, 'account', instant(a.SystemModstamp), a.filename, business_date(instant(a.SystemModstamp)), a.BillingCountry, a.Region__c, a.Industry, NULL, NULL
  FROM contact c
  JOIN read_csv(getvariable('salesforce_account'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {Id: 'VARCHAR', "Name": 'VARCHAR', Industry: 'VARCHAR', BillingCountry: 'VARCHAR', Region__c: 'VARCHAR', ParentId: 'VARCHAR',
      IsDeleted: 'VARCHAR', CreatedDate: 'VARCHAR', LastModifiedDate: 'VARCHAR', SystemModstamp: 'VARCHAR'}) a ON a.Id = c.AccountId
  UNION ALL
  SELECT 'zendesk:' || id, 'user', instant(updated_at), filename, business_date(instant(updated_at)), NULL, NULL, NULL, NULL, NULL
  FROM desk_version
  UNION ALL
  SELECT record, 'record', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM customer WHERE created_at IS NOT NULL
),

begun AS (
  SELECT s.*, c.customer_id,
    least(business_date(c.created_at), min(version_date) FILTER (said_by <> 'account') OVER (PARTITION BY record)) AS record_from,
    row_number() OVER (PARTITION BY record, said_by ORDER BY version_at NULLS FIRST, filename NULLS FIRST) = 1 AS is_first
  FROM said s JOIN customer c USING (record)
),

placed AS (
  SELECT *, CASE WHEN is_first THEN record_from ELSE greatest(version_date, record_from) END AS valid_from FROM begun
),

known AS (
  SELECT customer_id, valid_from,
    {'country': coalesce(last_value(CASE WHEN said_by = 'customer_list' THEN country END IGNORE NULLS) OVER w,
        last_value(CASE WHEN said_by = 'contact' THEN country END IGNORE NULLS) OVER w, last_value(CASE WHEN said_by = 'account' THEN country END IGNORE NULLS) OVER w),
     'region': coalesce(last_value(CASE WHEN said_by = 'customer_list' THEN region END IGNORE NULLS) OVER w,
        last_value(CASE WHEN said_by = 'account' THEN region END IGNORE NULLS) OVER w),
     'industry': coalesce(last_value(CASE WHEN said_by = 'customer_list' THEN industry END IGNORE NULLS) OVER w,
        last_value(CASE WHEN said_by = 'account' THEN industry END IGNORE NULLS) OVER w),
     'plan': last_value(CASE WHEN said_by = 'customer_list' THEN plan END IGNORE NULLS) OVER w,
     'acquisition_channel': coalesce(last_value(CASE WHEN said_by = 'customer_list' THEN acquisition_channel END IGNORE NULLS) OVER w,
        last_value(CASE WHEN said_by = 'contact' THEN acquisition_channel END IGNORE NULLS) OVER w)} AS segment,
    (lead(valid_from) OVER w IS DISTINCT FROM valid_from) AS is_last
  FROM placed
  WINDOW w AS (PARTITION BY customer_id ORDER BY valid_from, version_at NULLS FIRST, filename NULLS FIRST, record, said_by)
),

changed AS (
  SELECT customer_id, valid_from, segment,
    (segment IS DISTINCT FROM lag(segment) OVER w) OR lag(valid_from) OVER w IS NULL AS is_change,
    lag(valid_from) OVER w IS NULL AS is_earliest
  FROM known WHERE is_last
  WINDOW w AS (PARTITION BY customer_id ORDER BY valid_from)
)

-- what happened before the first period takes its attributes
SELECT customer_id, CASE WHEN is_earliest THEN DATE '1900-01-01' ELSE valid_from END AS match_from, segment
FROM changed
WHERE is_change;
