-- Records of every customer that a changed record or a changed shared key touches: those to whom it
-- belonged, and those with whom it shares a key now. Each of them is affected whole, so that what
-- belongs together is found among the affected records alone. A record holds its own key too, which
-- others may name, whichever of them is delivered first.
WITH said AS (
  SELECT customer_source_key, email_key, phone_key, references, true AS is_change
  FROM silver.customer_profile_changes
  UNION ALL
  SELECT customer_source_key, email_key, phone_key, references, false
  FROM silver.customer_profile
),
held AS (
  SELECT
    customer_source_key,
    is_change,
    explode(array_compact(concat(
      array('email:' || email_key, 'phone:' || phone_key, 'reference:' || customer_source_key),
      transform(references, reference -> 'reference:' || reference)))) AS key
  FROM said
),
linking AS (
  SELECT key FROM held
  LEFT ANTI JOIN silver.customer_shared_key ON key = key_kind || ':' || key_value
  WHERE is_change
  UNION
  SELECT key_kind || ':' || key_value FROM silver.customer_shared_key_changes
),
touched AS (
  SELECT DISTINCT customer_source_key FROM held
  LEFT SEMI JOIN linking USING (key)
  WHERE NOT is_change
  UNION
  SELECT customer_source_key FROM silver.customer_profile_changes
),
customer AS (
  SELECT DISTINCT customer_id FROM existing LEFT SEMI JOIN touched USING (customer_source_key)
)
SELECT customer_source_key FROM existing LEFT SEMI JOIN customer USING (customer_id)
UNION
SELECT customer_source_key FROM silver.customer_profile_changes
