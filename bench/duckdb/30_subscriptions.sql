-- Subscription periods with monthly recurring revenue.
-- Rules: docs/decisions/revenue.md (versions of a subscription, MRR has one rate for life).
CREATE TABLE fct_subscription AS
WITH stated AS (
  SELECT subscription_id AS id, customer_id, try_cast(start_date AS DATE) AS start_date, try_cast(end_date AS DATE) AS end_date, end_date AS end_text,
    try_cast(amount AS DECIMAL(18,4)) AS amount, "interval" AS billing_interval, coalesce(upper(currency), 'EUR') AS currency, plan,
    end_reason, reason, filename, regexp_extract(filename, '/([0-9-]{10})/[^/]+$', 1) AS delivered_on
  FROM read_csv(getvariable('billing_subscriptions'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {subscription_id: 'VARCHAR', customer_id: 'VARCHAR', start_date: 'VARCHAR', end_date: 'VARCHAR', amount: 'VARCHAR',
      "interval": 'VARCHAR', currency: 'VARCHAR', plan: 'VARCHAR', end_reason: 'VARCHAR', reason: 'VARCHAR'})
),

good AS (
  SELECT *, dense_rank() OVER (PARTITION BY id ORDER BY delivered_on) AS turn,
    (customer_id, amount, billing_interval, currency, plan) AS content
  FROM stated
  WHERE id IS NOT NULL AND customer_id IS NOT NULL AND start_date IS NOT NULL AND amount >= 0 AND billing_interval IN ('month', 'year')
    AND (end_text IS NULL OR end_date >= start_date)
  QUALIFY row_number() OVER (PARTITION BY id, start_date, plan, delivered_on ORDER BY filename DESC) = 1
),

-- of the same start the latest statement holds, unless the next delivery moved or withdrew that start
standing AS (
  SELECT s.*
  FROM (SELECT * FROM good QUALIFY row_number() OVER (PARTITION BY id, start_date ORDER BY turn DESC) = 1) s
  WHERE NOT EXISTS (
    SELECT 1 FROM good n
    WHERE n.id = s.id AND n.turn = s.turn + 1
      AND (n.delivered_on < CAST(s.start_date AS VARCHAR)
        OR (n.content = s.content AND n.start_date > s.start_date AND n.start_date < coalesce(s.end_date, DATE '9999-12-31')
          AND NOT EXISTS (SELECT 1 FROM good m WHERE m.id = s.id AND m.turn = s.turn AND m.start_date = n.start_date))))
),

period AS (
  SELECT *, lead(start_date) OVER (PARTITION BY id ORDER BY start_date) AS next_start
  FROM (SELECT * FROM standing QUALIFY max(turn) OVER (PARTITION BY id ORDER BY start_date) = turn)
),

valued AS (
  SELECT p.*, coalesce(l.customer_id, 'billing:' || p.customer_id) AS who,
    CASE WHEN p.currency = 'EUR' THEN CAST(1 AS DECIMAL(19,10)) ELSE f.rate END AS rate
  FROM period p
  LEFT JOIN lookup l ON l.key = 'billing:' || p.customer_id
  ASOF LEFT JOIN fx f ON f.currency = p.currency AND f.rate_date <= p.start_date
),

priced AS (
  SELECT *, first_value(rate) OVER (PARTITION BY who, currency ORDER BY start_date, id) AS life_rate
  FROM valued
  WHERE rate IS NOT NULL
)

SELECT 'billing:' || id AS subscription_id, start_date, least(end_date, next_start) AS end_date, p.who AS customer_id, amount, billing_interval,
  currency, life_rate AS fx_rate,
  CAST(round(CASE billing_interval WHEN 'month' THEN CAST(amount * life_rate AS DECIMAL(30,14)) ELSE CAST(amount * life_rate AS DECIMAL(30,14)) / 12 END, 4)
    AS DECIMAL(18,4)) AS mrr,
  p.plan AS subscription_plan,
  CASE WHEN (next_start IS NULL OR end_date < next_start) AND end_reason IN ('voluntary', 'involuntary') THEN end_reason END AS end_reason,
  CASE WHEN next_start IS NULL OR end_date < next_start THEN reason END AS reason,
  s.segment.country, s.segment.region, s.segment.industry, s.segment.plan, s.segment.acquisition_channel
FROM priced p
ASOF LEFT JOIN dim_period s ON s.customer_id = p.who AND s.match_from <= p.start_date;
