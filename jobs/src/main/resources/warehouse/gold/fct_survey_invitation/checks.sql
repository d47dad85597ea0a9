-- fail customers_only: No invitation of an employee is among those of customers
SELECT c.invitation_id
FROM candidate c
JOIN silver.survey_invitation i ON i.invitation_id = c.invitation_id
WHERE i.audience IS DISTINCT FROM 'customer';
