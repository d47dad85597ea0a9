-- warn shared_email: An e-mail of several employees names none of them
SELECT email_key, count(DISTINCT employee_id) AS employees
FROM after
WHERE email_key IS NOT NULL AND is_current
GROUP BY email_key
HAVING count(DISTINCT employee_id) > 1
