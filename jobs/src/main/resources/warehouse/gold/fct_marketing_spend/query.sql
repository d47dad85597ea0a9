-- Spend with its value in the reporting currency.
-- Grain: one row per date, channel, campaign and currency as delivered.
SELECT
  m.spend_id,
  m.source,
  m.spend_date,
  trunc(m.spend_date, 'MM') AS spend_month,
  m.acquisition_channel,
  m.campaign,
  m.currency,
  m.amount,
  v.amount_reporting
FROM silver.marketing_spend m
JOIN silver.marketing_spend_value v ON v.spend_id = m.spend_id
WHERE m.spend_date <= :as_of
