-- Tickets and customers of whom something changed; customers in a currency whose rates of whole months
-- changed; and as a month ends, those who were there in it or in the one before.
WITH whole AS (
  SELECT CAST(trunc(date_add(:as_of, 1), 'MM') AS DATE) AS next_month, CAST(trunc(date_add(:previous_as_of, 1), 'MM') AS DATE) AS former_next_month
)

SELECT ticket_id AS id FROM silver.ticket_changes WHERE source IN ('zendesk', 'freshdesk')
UNION
SELECT ticket_id FROM silver.ticket_event_changes WHERE source IN ('zendesk', 'freshdesk')
UNION
SELECT ticket_id FROM silver.ticket_status_changes
UNION
SELECT ticket_id FROM gold.fct_ticket_changes WHERE source IN ('zendesk', 'freshdesk')
UNION
SELECT ticket_id FROM gold.fct_ticket_measure_changes WHERE source IN ('zendesk', 'freshdesk')
UNION
SELECT ticket_id FROM gold.fct_ticket_sla_changes WHERE source = 'freshdesk'
UNION
SELECT ticket_id FROM gold.fct_survey_response_changes WHERE source = 'zendesk' AND ticket_id IS NOT NULL
UNION
SELECT _record_id FROM bronze.freshdesk_tickets_changes
UNION
SELECT customer_id FROM gold.fct_subscription_changes
UNION
SELECT customer_id FROM gold.fct_customer_month_changes WHERE basis = 'subscriptions'
UNION
SELECT s.customer_id
FROM gold.fct_subscription s
JOIN (
  SELECT currency, min(rate_date) AS rate_date
  FROM silver.fx_rate_changes CROSS JOIN whole
  WHERE rate_date < next_month
  GROUP BY currency) r ON r.currency = s.currency AND coalesce(s.end_date >= r.rate_date, true)
UNION
SELECT s.customer_id
FROM gold.fct_subscription s
CROSS JOIN whole w
WHERE w.former_next_month < w.next_month
  AND s.start_date < w.next_month
  AND coalesce(s.end_date >= add_months(w.former_next_month, -1), true)
