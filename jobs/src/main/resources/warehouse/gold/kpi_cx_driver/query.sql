-- Statistics of each driver with each outcome, and what they are worth side by side.
-- Grain: one row per month end, driver, outcome, window and statistic.
-- A driver that is known of nobody has no row. Durations enter by their logarithm: waits multiply.
-- Rules: docs/decisions/drivers.md.
WITH support AS (
  SELECT min(created_date) AS first_date FROM gold.fct_ticket
),

tested AS (
  SELECT m.outcome, m.window_name, v.driver, m.window_start, m.window_end, m.draw_every,
    count(*) AS n,
    count_if(m.has_outcome) AS n_outcome,
    driver_statistics(collect_list(named_struct(
      'customer_id', m.customer_id, 'value', v.value, 'has_outcome', m.has_outcome, 'tenure', m.tenure, 'orders', m.orders,
      'plan', m.plan, 'country', m.country, 'region', m.region, 'industry', m.industry,
      'acquisition_channel', m.acquisition_channel))) AS statistics
  FROM member m
  CROSS JOIN support
  LEFT JOIN experience e
    ON e.outcome = m.outcome AND e.window_name = m.window_name AND e.customer_id = m.customer_id
  LATERAL VIEW stack(8,
    'nps', e.nps, 'csat', e.csat, 'ces', e.ces, 'first_reply', e.first_reply, 'resolution', e.resolution,
    'reopens', e.reopens, 'sla_breaches', e.sla_breaches,
    -- nobody who is known had a contact: none, once there was a help desk
    'contacts', if(support.first_date <= m.window_start AND NOT coalesce(e.is_contact_untold, false),
      coalesce(e.contacts, 0D), NULL)) v AS driver, value
  WHERE v.value IS NOT NULL
  GROUP BY m.outcome, m.window_name, v.driver, m.window_start, m.window_end, m.draw_every
),

together AS (
  SELECT s.statistic, collect_list(struct(t.outcome, t.window_name, t.driver, t.window_start, t.window_end, t.draw_every, t.n,
    t.n_outcome, s.*)) AS found
  FROM tested t
  LATERAL VIEW inline(t.statistics) s
  GROUP BY s.statistic
)

SELECT
  decided_on AS as_of_date,
  f.driver,
  f.outcome,
  f.window_name,
  f.statistic,
  f.estimate,
  f.ci_low,
  f.ci_high,
  f.p_value,
  f.q_value,
  f.n,
  f.n_outcome,
  f.fit_status,
  f.message,
  f.is_sign_reversed,
  f.reversed_by,
  1D / f.draw_every AS sample_share,
  f.standard_error * sqrt(1D - 1D / f.draw_every) AS sampling_error,
  f.window_start,
  f.window_end
FROM (
  SELECT one.*, get(q_values(transform(found, x -> x.p_value)), place) AS q_value
  FROM together
  LATERAL VIEW posexplode(found) t AS place, one) f
CROSS JOIN decided
