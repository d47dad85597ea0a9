-- Who is one customer: records of billing, CRM and help desk that share an address, a number or a reference.
-- Rules: docs/decisions/customer.md. The driver sets one variable with the files of each entity, as_of and timezone.
SET TimeZone = 'UTC';
SET VARIABLE as_of_end = CAST(getvariable('as_of') + INTERVAL 1 DAY AS TIMESTAMP) AT TIME ZONE getvariable('timezone');
CREATE MACRO business_date(moment) AS CAST(moment AT TIME ZONE getvariable('timezone') AS DATE);
CREATE MACRO instant(told) AS try_cast(told AS TIMESTAMPTZ);
CREATE MACRO month_of(day) AS CAST(date_trunc('month', day) AS DATE);

-- Numbers without a country's code are read in the country of the record; one with too many digits for it is none.
CREATE MACRO digits(phone) AS regexp_replace(phone, '[^0-9]', '', 'g');
CREATE MACRO phone_key(phone, country) AS CASE  -- noqa: PRS
  WHEN phone LIKE '+%' THEN '+' || digits(phone)
  WHEN phone LIKE '0%' AND length(digits(phone)) <= MAP {'DE': 13, 'AT': 14, 'CH': 10, 'FR': 10, 'GB': 11, 'NL': 12}[country]
    THEN '+' || MAP {'DE': '49', 'AT': '43', 'CH': '41', 'FR': '33', 'GB': '44', 'NL': '31'}[country] || substr(digits(phone), 2)
END;

-- All versions: the latest of a record links it, all of them say what it was when.
CREATE TEMP TABLE billing_version AS
SELECT *
FROM read_csv(getvariable('billing_customers'), header = true, auto_detect = false, ignore_errors = true, filename = true,
  columns = {customer_id: 'VARCHAR', email: 'VARCHAR', phone: 'VARCHAR', name: 'VARCHAR', created_at: 'VARCHAR', country: 'VARCHAR',
    region: 'VARCHAR', industry: 'VARCHAR', plan: 'VARCHAR', acquisition_channel: 'VARCHAR', external_ids: 'VARCHAR'})
WHERE customer_id IS NOT NULL;

CREATE TEMP TABLE contact_version AS
SELECT *
FROM read_csv(getvariable('salesforce_contact'), header = true, auto_detect = false, ignore_errors = true, filename = true,
  columns = {Id: 'VARCHAR', AccountId: 'VARCHAR', Email: 'VARCHAR', Phone: 'VARCHAR', FirstName: 'VARCHAR', LastName: 'VARCHAR',
    MailingCountry: 'VARCHAR', LeadSource: 'VARCHAR', IsDeleted: 'VARCHAR', CreatedDate: 'VARCHAR', SystemModstamp: 'VARCHAR'})
WHERE Id IS NOT NULL;

CREATE TEMP TABLE desk_version AS
SELECT u.*, filename
FROM (
  SELECT unnest(users) AS u, filename
  FROM read_json(getvariable('zendesk_users'), filename = true, columns = {users:
    'STRUCT(id BIGINT, email VARCHAR, phone VARCHAR, "role" VARCHAR, external_id VARCHAR, created_at VARCHAR, updated_at VARCHAR)[]'}))
WHERE u.id IS NOT NULL;

CREATE TEMP TABLE contact AS
SELECT * FROM contact_version
QUALIFY row_number() OVER (PARTITION BY Id ORDER BY instant(SystemModstamp) DESC NULLS LAST, filename DESC) = 1;

CREATE TEMP TABLE record AS
WITH billing AS (  -- no stamp of changes: of a record the last delivery holds
  SELECT * FROM billing_version QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY filename DESC) = 1
),
desk AS (
  SELECT * FROM desk_version QUALIFY row_number() OVER (PARTITION BY id ORDER BY instant(updated_at) DESC NULLS LAST, filename DESC) = 1
)
SELECT 'billing:' || customer_id AS record, 'billing' AS source, customer_id AS source_id, instant(created_at) AS created_at,
  lower(trim(email)) AS email, phone_key(phone, country) AS phone, string_split(external_ids, ';') AS refs
FROM billing
UNION ALL
SELECT 'salesforce:' || Id, 'salesforce', Id, instant(CreatedDate), lower(trim(Email)), phone_key(Phone, MailingCountry), []
FROM contact
UNION ALL
SELECT 'zendesk:' || id, 'zendesk', CAST(id AS VARCHAR), instant(created_at), lower(trim(email)), phone_key(phone, NULL),
  CASE WHEN external_id IS NULL THEN [] ELSE ['salesforce:' || external_id] END
FROM desk
WHERE coalesce("role", 'end-user') = 'end-user';

CREATE TEMP TABLE held AS
SELECT record, source, 'email' AS kind, email AS key FROM record WHERE email IS NOT NULL
UNION ALL
SELECT record, source, 'phone', phone FROM record WHERE phone IS NOT NULL
UNION ALL
SELECT record, source, 'reference', unnest(refs) FROM record;

-- What more than 20 records of one source share links nobody.
CREATE TEMP TABLE shared AS
SELECT DISTINCT kind, key FROM (SELECT kind, key FROM held GROUP BY kind, key, source HAVING count(*) > 20);

CREATE TEMP TABLE edge AS
WITH good AS (SELECT * FROM held ANTI JOIN shared USING (kind, key)),
star AS (
  SELECT record AS a, CASE kind WHEN 'reference' THEN key ELSE min(record) OVER (PARTITION BY kind, key) END AS b FROM good
)
SELECT a, b FROM star WHERE a <> b UNION SELECT b, a FROM star WHERE a <> b;

CREATE TEMP TABLE customer AS
WITH RECURSIVE component(node, least) USING KEY (node) AS (
  SELECT a, min(a) FROM edge GROUP BY a
  UNION
  SELECT e.b, min(n.least)
  FROM component n
  JOIN edge e ON e.a = n.node
  JOIN recurring.component r ON r.node = e.b
  WHERE n.least < r.least
  GROUP BY e.b
),
grouped AS (
  SELECT r.*, coalesce(c.least, r.record) AS component FROM record r LEFT JOIN component c ON c.node = r.record
)
SELECT record, source, created_at, email,
  'c_' || left(sha256(first_value(record) OVER (
    PARTITION BY component ORDER BY created_at IS NULL, created_at, source, source_id)), 24) AS customer_id
FROM grouped;

CREATE TEMP TABLE lookup AS
SELECT record AS key, customer_id FROM customer
UNION ALL
SELECT 'email:' || email, min(customer_id)
FROM customer
WHERE email IS NOT NULL AND email NOT IN (SELECT key FROM shared WHERE kind = 'email')
GROUP BY email;
