-- Records of every customer that a changed record or a changed shared key touches: those to whom it
-- belonged, and those with whom it shares a key now. Each of them is affected whole, so that what
-- belongs together is found among the affected records alone. A record holds its own key too, which
-- others may name, whichever of them is delivered first.
WITH held AS (
  SELECT explode(concat(
    transform(email_keys, k -> struct('email' AS kind, k AS value)),
    transform(phone_keys, k -> struct('phone' AS kind, k AS value)),
    transform(`references`, r -> struct('reference' AS kind, r AS value)),
    array(struct('reference' AS kind, customer_source_key AS value)))) AS key
  FROM silver.customer_profile_changes
),

linking AS (
  SELECT key.kind, key.value FROM held
  LEFT ANTI JOIN silver.customer_shared_key ON key_kind = key.kind AND key_value = key.value
  UNION
  SELECT key_kind, key_value FROM silver.customer_shared_key_changes
),

named AS (
  SELECT
    customer_source_key,
    explode(concat(
      transform(email_keys, k -> struct('email' AS kind, k AS value)),
      transform(phone_keys, k -> struct('phone' AS kind, k AS value)),
      transform(`references`, r -> struct('reference' AS kind, r AS value)),
      array(struct('reference' AS kind, customer_source_key AS value)))) AS key
  FROM silver.customer_profile
),

touched AS (
  SELECT customer_source_key FROM named
  LEFT SEMI JOIN linking l ON l.kind = key.kind AND l.value = key.value
  UNION
  SELECT customer_source_key FROM silver.customer_profile_changes
),

customer AS (
  SELECT DISTINCT customer_id FROM existing LEFT SEMI JOIN touched USING (customer_source_key)
)

SELECT customer_source_key FROM existing LEFT SEMI JOIN customer USING (customer_id)
UNION
SELECT customer_source_key FROM silver.customer_profile_changes
