-- Counts who was invited and who answered, by one thing that is known of both at a time.
-- Grain: one row per as-of date, month of sending and segment.
WITH counted AS (
  SELECT
    i.month, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    count(*) AS invited,
    count_if(i.is_answered) AS responded,
    count_if(i.asks_nps) AS nps_invited,
    coalesce(sum(i.answers), 0) AS nps_answers,
    coalesce(sum(i.promoters), 0) AS promoters,
    coalesce(sum(i.detractors), 0) AS detractors
  FROM invited i
  LATERAL VIEW stack(8,
    'all', 'all', 'later_churn', later_churn, 'clv_tier', clv_tier, 'country', country, 'region', region, 'industry', industry,
    'plan', plan, 'acquisition_channel', acquisition_channel) s
    AS segment_name, segment_value
  -- who had left before, or of whom it is not decided yet, is no such customer
  WHERE s.segment_name <> 'later_churn' OR s.segment_value IS NOT NULL
  GROUP BY i.month, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  :as_of AS as_of_date,
  c.month,
  c.segment_name,
  c.segment_value,
  c.invited,
  c.responded,
  c.responded / c.invited AS response_rate,
  wilson_low(c.responded, c.invited) AS ci_low,
  wilson_high(c.responded, c.invited) AS ci_high,
  c.nps_invited,
  c.nps_answers,
  c.promoters,
  c.detractors,
  100 * (c.promoters - c.detractors) / nullif(c.nps_answers, 0) AS nps,
  nps_low(c.promoters, c.detractors, nullif(c.nps_answers, 0)) AS nps_ci_low,
  nps_high(c.promoters, c.detractors, nullif(c.nps_answers, 0)) AS nps_ci_high,
  w.cells AS nps_cells,
  w.strata AS nps_strata,
  w.nps AS nps_post_stratified,
  w.variance AS nps_variance,
  if(w.variance > 0, greatest(w.nps - 1.96D * sqrt(w.variance), -100D), NULL) AS nps_post_stratified_ci_low,
  if(w.variance > 0, least(w.nps + 1.96D * sqrt(w.variance), 100D), NULL) AS nps_post_stratified_ci_high,
  trunc(:as_of, 'MM') AS as_of_month
FROM counted c
LEFT JOIN weighted w ON w.month = c.month AND c.segment_name = 'all'
