-- Every delivered version of a user counts from its updated_at, without one from its delivery; the
-- first version reaches back to the beginning. Only users who were staff at some time are kept:
-- whoever is not listed is an end user, so that nightly deliveries of customers change nothing here.
-- Grain: one row per user and period of one role.
WITH version AS (
  SELECT
    _record_id AS user_id,
    coalesce(
      to_instant(updated_at, :zendesk_timezone), to_instant(string(_delivery_date), :timezone)) AS known_from,
    if(plain_word(role) = 'end user', 'end_user', 'agent') AS role,
    struct(_delivery_date, file_order(_file) AS file, _row_number) AS delivered
  FROM bronze.zendesk_users_versions
  WHERE trim(role) <> ''
),

known AS (
  SELECT user_id, known_from, max_by(role, delivered) AS role
  FROM version
  GROUP BY user_id, known_from
),

changed AS (
  SELECT
    *,
    lag(role) OVER (PARTITION BY user_id ORDER BY known_from) AS role_before,
    bool_or(role = 'agent') OVER (PARTITION BY user_id) AS was_staff
  FROM known
)

SELECT
  user_id,
  'zendesk' AS source,
  role,
  if(role_before IS NULL, NULL, known_from) AS valid_from,
  lead(known_from) OVER (PARTITION BY user_id ORDER BY known_from) AS valid_to
FROM changed
WHERE was_staff AND role IS DISTINCT FROM role_before
