-- Months in which a customer's standing changed, a deal was lost or a reason was given, and those of contacts and
-- respondents who turned out to be another customer.
SELECT month FROM gold.fct_customer_month_changes
UNION
SELECT lost_month FROM silver.lost_deal_changes
UNION
SELECT d.lost_month
FROM silver.lost_deal d
LEFT SEMI JOIN silver.customer_lookup_changes l ON l.lookup_key = d.customer_source_key
UNION
SELECT response_month FROM silver.cancellation_reason_changes
UNION
SELECT c.response_month
FROM silver.cancellation_reason c
LEFT SEMI JOIN silver.customer_lookup_changes l ON l.lookup_key = c.customer_source_key
UNION
SELECT c.response_month
FROM silver.cancellation_reason c
LEFT SEMI JOIN silver.customer_match_changes m ON m.record_kind = 'survey_response' AND m.record_id = c.response_id
