-- Invitations follow themselves and their customer: its link (merges, splits, late arrival) and its
-- attributes.
WITH named AS (
  SELECT invitation_id, explode(coalesce(customer_keys, array(customer_source_key))) AS lookup_key
  FROM silver.survey_invitation
)

SELECT invitation_id FROM silver.survey_invitation_changes
UNION
SELECT i.invitation_id
FROM named i
JOIN silver.customer_lookup_changes l ON l.lookup_key = i.lookup_key
UNION
SELECT i.invitation_id
FROM named i
JOIN silver.customer_lookup l ON l.lookup_key = i.lookup_key
JOIN gold.dim_customer_changes d ON d.customer_id = l.customer_id
