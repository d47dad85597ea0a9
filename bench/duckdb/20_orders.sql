-- Orders of billing and won deals of the CRM, in the reporting currency.
-- Rules: docs/decisions/revenue.md.
CREATE TEMP TABLE fx AS
SELECT currency, try_cast(date AS DATE) AS rate_date, try_cast(rate AS DECIMAL(19,10)) AS rate
FROM read_csv(getvariable('billing_fx_rates'), header = true, auto_detect = false, ignore_errors = true, filename = true,
  columns = {date: 'VARCHAR', currency: 'VARCHAR', rate: 'VARCHAR'})
QUALIFY row_number() OVER (PARTITION BY date, currency ORDER BY filename DESC) = 1;
DELETE FROM fx WHERE rate IS NULL OR rate <= 0 OR rate_date IS NULL;

CREATE TABLE fct_order AS
WITH line AS (
  SELECT * FROM read_csv(getvariable('billing_orders'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {order_id: 'VARCHAR', customer_id: 'VARCHAR', ordered_at: 'VARCHAR', quantity: 'VARCHAR', amount: 'VARCHAR', currency: 'VARCHAR',
      "type": 'VARCHAR', refund_of: 'VARCHAR', product: 'VARCHAR', channel: 'VARCHAR', promised_at: 'VARCHAR', delivered_at: 'VARCHAR'})
  WHERE order_id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY filename DESC) = 1
),

deal AS (
  SELECT * FROM read_csv(getvariable('salesforce_opportunity'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {Id: 'VARCHAR', AccountId: 'VARCHAR', ContactId: 'VARCHAR', Amount: 'VARCHAR', CurrencyIsoCode: 'VARCHAR', StageName: 'VARCHAR',
      IsWon: 'VARCHAR', IsClosed: 'VARCHAR', CloseDate: 'VARCHAR', "Type": 'VARCHAR', LossReason__c: 'VARCHAR', IsDeleted: 'VARCHAR',
      CreatedDate: 'VARCHAR', SystemModstamp: 'VARCHAR'})
  WHERE Id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY Id ORDER BY instant(SystemModstamp) DESC NULLS LAST, filename DESC) = 1
),

booked AS (
  SELECT 'billing:' || order_id AS order_id, 'billing' AS source, 'billing:' || customer_id AS who, instant(ordered_at) AS ordered_at,
    CASE WHEN "type" = 'refund' THEN -abs(try_cast(amount AS DECIMAL(18,4))) ELSE try_cast(amount AS DECIMAL(18,4)) END AS amount,
    coalesce(upper(currency), 'EUR') AS currency, try_cast(quantity AS DECIMAL(18,4)) AS quantity, product, channel,
    "type" = 'refund' AS is_refund, CASE WHEN "type" = 'refund' THEN 'billing:' || refund_of END AS refund_of,
    instant(promised_at) AS promised_at, instant(delivered_at) AS delivered_at
  FROM line
  UNION ALL
  SELECT 'salesforce:' || Id, 'salesforce', 'salesforce:' || ContactId,
    CAST(try_cast(CloseDate AS DATE) AS TIMESTAMP) AT TIME ZONE getvariable('timezone'),
    try_cast(Amount AS DECIMAL(18,4)), coalesce(upper(CurrencyIsoCode), 'EUR'), NULL, NULL, NULL, false, NULL, NULL, NULL
  FROM deal
  WHERE lower(IsWon) = 'true' AND coalesce(lower(IsDeleted), 'false') <> 'true'
),

valued AS (
  SELECT b.*, business_date(b.ordered_at) AS order_date,
    CASE WHEN b.currency = 'EUR' THEN CAST(1 AS DECIMAL(19,10)) ELSE f.rate END AS fx_rate
  FROM booked b
  ASOF LEFT JOIN fx f ON f.currency = b.currency AND f.rate_date <= business_date(b.ordered_at)
  WHERE b.ordered_at IS NOT NULL AND b.amount IS NOT NULL AND b.ordered_at < getvariable('as_of_end')
)

SELECT v.order_id, v.source, l.customer_id, v.ordered_at, v.order_date, v.amount, v.currency, v.fx_rate,
  CAST(round(v.amount * v.fx_rate, 4) AS DECIMAL(18,4)) AS amount_reporting,
  v.quantity, v.product, v.channel, v.is_refund, v.refund_of, v.promised_at, v.delivered_at,
  s.segment.country, s.segment.region, s.segment.industry, s.segment.plan, s.segment.acquisition_channel
FROM valued v
LEFT JOIN lookup l ON l.key = v.who
ASOF LEFT JOIN dim_period s ON s.customer_id = l.customer_id AND s.match_from <= v.order_date
WHERE v.fx_rate IS NOT NULL;
