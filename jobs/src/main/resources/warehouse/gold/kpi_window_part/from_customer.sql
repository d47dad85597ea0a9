-- KPIs of customers at the end of a window: lifetime value as published on that date, repeat purchases
-- in the 365 days and contacts in the 90 days up to it. Rules: docs/decisions/scorecard.md.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH ending AS (
  SELECT DISTINCT window_end FROM gold.kpi_window
  WHERE as_of_date = :as_of AND kpi = 'repeat_purchase_rate'
),

event AS (
  -- the rule of a purchase day is that of gold.fct_purchase_day
  SELECT e.window_end, d.customer_id, d.purchase_date, CAST(NULL AS DATE) AS contact_date, CAST(NULL AS BIGINT) AS channel,
    :churn_on_orders AND d.purchase_date > date_sub(e.window_end, :inactive_after_days) AS is_active
  FROM gold.fct_purchase_day d
  JOIN ending e ON d.purchase_date BETWEEN date_sub(e.window_end, greatest(364, :inactive_after_days)) AND e.window_end
  WHERE d.is_purchase
    AND d.purchase_month >= trunc(date_sub(:as_of, 364 + greatest(364, :inactive_after_days)), 'MM')
  UNION ALL
  -- channels by number: a group that keeps a text is sorted, and not hashed
  SELECT e.window_end, i.customer_id, NULL, i.interaction_date, if(i.channel IS NULL, NULL, xxhash64(i.channel)), false
  FROM gold.fct_interaction i
  JOIN ending e ON i.interaction_date BETWEEN date_sub(e.window_end, 89) AND e.window_end
  WHERE i.customer_id IS NOT NULL
    AND i.interaction_month >= trunc(date_sub(:as_of, 364 + 89), 'MM')
  UNION ALL
  SELECT e.window_end, s.customer_id, NULL, NULL, NULL, true
  FROM gold.fct_subscription s
  JOIN ending e ON s.start_date <= e.window_end AND (s.end_date IS NULL OR s.end_date > e.window_end)
  WHERE :churn_on_subscriptions AND s.mrr > 0
),

known AS (
  SELECT window_end, customer_id,
    count_if(purchase_date >= date_sub(window_end, 364)) AS purchase_days,
    count(contact_date) AS contacts,
    datediff(window_end, max(contact_date)) AS days_since,
    -- the least channel is not the greatest: there are two or more; null: no contact tells its channel
    min(channel) < max(channel) AS is_omnichannel,
    bool_or(is_active) AS is_active
  FROM event
  GROUP BY window_end, customer_id
),

customer AS (
  SELECT window_end, customer_id,
    if(purchase_days > 0, int(purchase_days >= 2), NULL) AS is_repeating,
    int(is_omnichannel) AS is_omnichannel,
    CAST(days_since AS BIGINT) AS days_since,
    if(is_active, contacts, NULL) AS contacts,
    CAST(NULL AS DECIMAL(28, 8)) AS clv
  FROM known
  UNION ALL
  SELECT v.as_of_date, v.customer_id, NULL, NULL, NULL, NULL, CAST(v.clv_12m AS DECIMAL(28, 8))
  FROM gold.kpi_customer_clv v
  JOIN ending e ON e.window_end = v.as_of_date
  WHERE v.clv_12m IS NOT NULL
),

tier AS (  -- as known at the last month end before the window's end
  SELECT e.window_end, v.customer_id, v.clv_tier
  FROM gold.kpi_customer_clv v
  JOIN ending e ON v.as_of_date = date_sub(trunc(e.window_end, 'MM'), 1)
  WHERE v.clv_tier IS NOT NULL
),

alike AS (  -- customers with the same segments: far fewer than customers
  SELECT
    c.window_end, d.country, d.region, d.industry, d.plan, d.acquisition_channel, t.clv_tier,
    sum(c.is_repeating) AS repeating, count(c.is_repeating) AS repeating_n,
    sum(c.is_omnichannel) AS omnichannel, count(c.is_omnichannel) AS omnichannel_n,
    sum(c.days_since) AS days, count(c.days_since) AS days_n, sum(c.days_since * c.days_since) AS days_sq,
    sum(c.contacts) AS contacts, count(c.contacts) AS contacts_n, sum(c.contacts * c.contacts) AS contacts_sq,
    -- too large to be squared is nothing of which an interval is known
    sum(c.clv) AS clv, count(c.clv) AS clv_n, try_sum(try_cast(c.clv * c.clv AS DECIMAL(38, 8))) AS clv_sq,
    if(clv_sq IS NULL, 0, count(try_cast(c.clv * c.clv AS DECIMAL(38, 8)))) AS clv_sq_n
  FROM customer c
  LEFT JOIN gold.dim_customer d
    ON d.customer_id = c.customer_id
    AND c.window_end >= d.match_from AND (d.valid_to IS NULL OR c.window_end < d.valid_to)
  LEFT JOIN tier t ON t.window_end = c.window_end AND t.customer_id = c.customer_id
  GROUP BY c.window_end, d.country, d.region, d.industry, d.plan, d.acquisition_channel, t.clv_tier
),

summed AS (
  SELECT
    a.window_end, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    CAST(sum(a.repeating) AS DECIMAL(38, 8)) AS repeating, sum(a.repeating_n) AS repeating_n,
    CAST(sum(a.omnichannel) AS DECIMAL(38, 8)) AS omnichannel, sum(a.omnichannel_n) AS omnichannel_n,
    CAST(sum(a.days) AS DECIMAL(38, 8)) AS days, sum(a.days_n) AS days_n, CAST(sum(a.days_sq) AS DECIMAL(38, 8)) AS days_sq,
    CAST(sum(a.contacts) AS DECIMAL(38, 8)) AS contacts, CAST(sum(a.contacts_sq) AS DECIMAL(38, 8)) AS contacts_sq,
    -- where nobody had any, nobody tells of contacts
    if(sum(sum(a.days_n)) OVER (PARTITION BY a.window_end, s.segment_name) > 0, sum(a.contacts_n), 0) AS contacts_n,
    sum(a.clv) AS clv, sum(a.clv_n) AS clv_n, if(sum(a.clv_sq_n) = sum(a.clv_n), try_sum(a.clv_sq), NULL) AS clv_sq
  FROM alike a
  LEFT JOIN (SELECT DISTINCT window_end FROM tier) h ON h.window_end = a.window_end
  LATERAL VIEW stack(7,
    'all', 'all', 'country', a.country, 'region', a.region, 'industry', a.industry, 'plan', a.plan,
    'acquisition_channel', a.acquisition_channel, 'clv_tier', a.clv_tier) s AS segment_name, segment_value
  WHERE s.segment_name <> 'clv_tier' OR h.window_end IS NOT NULL
  GROUP BY a.window_end, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role, p.segment_name, p.segment_value,
  CAST(k.x AS DECIMAL(38, 12)) AS numerator,
  CAST(k.n AS DECIMAL(38, 12)) AS denominator, k.n,
  if(k.kpi IN ('repeat_purchase_rate', 'omnichannel_share'), CAST(k.x AS BIGINT), NULL) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  try_cast(k.sum_sq AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN summed p ON p.window_end = w.window_end
LATERAL VIEW stack(5,
  'repeat_purchase_rate', repeating, repeating_n, CAST(NULL AS DECIMAL(38, 8)),
  'omnichannel_share', omnichannel, omnichannel_n, CAST(NULL AS DECIMAL(38, 8)),
  'days_since_last_contact', days, days_n, days_sq,
  'contacts_per_active_customer', contacts, contacts_n, contacts_sq,
  'clv_mean', clv, clv_n, clv_sq) k AS kpi, x, n, sum_sq
WHERE w.as_of_date = :as_of AND k.kpi = w.kpi AND k.n > 0
