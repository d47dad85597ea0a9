-- What was known of subscribers on past dates, and whether they had left 90 days later.
-- Grain: one row per fit date, date looked back to and customer.
-- Rules: docs/decisions/health.md.
WITH stayed AS (
  SELECT DISTINCT n.snapshot_date, s.customer_id
  FROM gold.fct_subscription s
  JOIN snapshot n
    ON s.start_date <= date_add(n.snapshot_date, 90)
    AND (s.end_date IS NULL OR s.end_date > date_add(n.snapshot_date, 90))
    AND (xxhash64(s.customer_id) & n.mask) = 0
  WHERE s.mrr > 0
)

SELECT
  n.fit_date,
  f.snapshot_date,
  f.customer_id,
  CASE WHEN date_add(f.snapshot_date, 90) = n.fit_date THEN 'test'
    WHEN pmod(xxhash64(f.customer_id, 'calibration'), 4) = 0 THEN 'calibration'
    ELSE 'training' END AS part,
  s.customer_id IS NULL AS has_churned,
  1D / (n.mask + 1) AS sample_share,
  f.tenure_days,
  f.mrr,
  f.mrr_change_90d,
  f.contract_months,
  f.renewals_90d,
  f.tickets_90d,
  f.first_reply_minutes_90d,
  f.resolution_minutes_90d,
  f.reopened_tickets_90d,
  f.broken_promises_90d,
  f.nps_365d,
  f.csat_365d,
  f.ces_365d,
  f.contacts_90d,
  f.plan,
  f.industry,
  f.acquisition_channel,
  f.region,
  f.country
FROM feature f
JOIN snapshot n ON n.snapshot_date = f.snapshot_date
LEFT JOIN stayed s ON s.customer_id = f.customer_id AND s.snapshot_date = f.snapshot_date
