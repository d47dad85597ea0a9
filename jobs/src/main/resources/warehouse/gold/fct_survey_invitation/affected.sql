-- Invitations follow themselves and their customer: who it is, and its attributes.
SELECT invitation_id FROM silver.survey_invitation_changes
UNION
SELECT record_id FROM silver.customer_match_changes WHERE record_kind = 'survey_invitation'
UNION
SELECT m.record_id
FROM silver.customer_match m
JOIN gold.dim_customer_changes d ON d.customer_id = m.customer_id
WHERE m.record_kind = 'survey_invitation'
