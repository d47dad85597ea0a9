-- Probability that each subscriber of :as_of leaves within 90 days, by the fit of the last month end.
-- Grain: one row per as-of date and customer with MRR above 0.
-- Rules: docs/decisions/health.md. A fit that is not published serves nobody, and neither does an earlier one.
WITH served AS (
  SELECT
    fit_date, model, parameters, platt_intercept, platt_slope, base_rate,
    transform(features, f -> f.average) AS averages,
    map_from_entries(transform(levels, l -> struct(concat(l.feature, '=', l.value), l.log_odds))) AS log_odds
  FROM gold.kpi_health_model
  WHERE is_published
    -- a fit of a time when this was not protected
    AND NOT exists(features, f -> f.is_used AND array_contains(split(:health_protected_attributes, ','), f.feature))
    AND fit_date = if(:health_refit = 'every-run', :as_of, date_sub(trunc(date_add(:as_of, 1), 'MM'), 1))
),

scored AS (
  SELECT
    f.*, m.fit_date, m.model, m.base_rate,
    health_score(
      m.model, m.parameters, m.platt_intercept, m.platt_slope, m.averages,
      array(
        CAST(tenure_days AS DOUBLE),
        CAST(mrr AS DOUBLE),
        mrr_change_90d,
        contract_months,
        CAST(renewals_90d AS DOUBLE),
        CAST(tickets_90d AS DOUBLE),
        first_reply_minutes_90d,
        resolution_minutes_90d,
        CAST(reopened_tickets_90d AS DOUBLE),
        CAST(broken_promises_90d AS DOUBLE),
        nps_365d,
        csat_365d,
        ces_365d,
        CAST(contacts_90d AS DOUBLE),
        m.log_odds[concat('plan=', plan)],
        m.log_odds[concat('industry=', industry)],
        m.log_odds[concat('acquisition_channel=', acquisition_channel)],
        m.log_odds[concat('region=', region)],
        m.log_odds[concat('country=', country)])) AS score
  FROM feature f
  LEFT JOIN served m ON true
)

SELECT
  snapshot_date AS as_of_date,
  customer_id,
  score.probability AS churn_probability,
  score.probability >= :health_at_risk_lift * base_rate AS is_at_risk,
  get(score.reasons, 0) AS reason_1,
  get(score.reasons, 1) AS reason_2,
  get(score.reasons, 2) AS reason_3,
  fit_date,
  model,
  tenure_days,
  mrr,
  mrr_change_90d,
  contract_months,
  renewals_90d,
  tickets_90d,
  first_reply_minutes_90d,
  resolution_minutes_90d,
  reopened_tickets_90d,
  broken_promises_90d,
  nps_365d,
  csat_365d,
  ces_365d,
  contacts_90d
FROM scored
