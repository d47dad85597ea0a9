-- Follows the customers of each month from their first contact in a stage to their first in a later one.
-- The calendar names the months to compute, so that only their contacts and those up to
-- journey.move-on-days later are read; these are sent around once, by customer.
-- Grain: one row per month, stage and touchpoint.
WITH month AS (
  SELECT DISTINCT
    month_start_date AS month,
    date_add(last_day(month_start_date), :journey_move_on_days) AS mature_on
  FROM gold.dim_date
  WHERE date <= :as_of
),

reach AS (
  SELECT month, explode(sequence(month, CAST(trunc(mature_on, 'MM') AS DATE), INTERVAL 1 MONTH)) AS interaction_month
  FROM month
),

contact AS (
  SELECT r.month, i.customer_id, i.journey_stage, o.stage_number, i.touchpoint, i.interaction_date, i.occurred_at
  FROM reach r
  JOIN gold.fct_interaction i ON i.interaction_month = r.interaction_month
  LEFT JOIN config.journey_order o ON o.journey_stage = i.journey_stage
  WHERE i.customer_id IS NOT NULL AND i.journey_stage IS NOT NULL AND i.direction = 'inbound'
  DISTRIBUTE BY r.month, i.customer_id
),

entered AS (
  SELECT
    month, customer_id, journey_stage, stage_number, p.touchpoint,
    min(occurred_at) AS first_at, min(interaction_date) AS first_date
  FROM contact
  LATERAL VIEW explode(array(contact.touchpoint, 'all')) p AS touchpoint
  WHERE interaction_date <= last_day(month)
  GROUP BY month, customer_id, journey_stage, stage_number, p.touchpoint
),

later AS (  -- the last instant tells whether a contact of the same day came after
  SELECT month, customer_id, stage_number, interaction_date, max(occurred_at) AS last_at
  FROM contact
  WHERE stage_number > 1
  GROUP BY month, customer_id, stage_number, interaction_date
),

moved AS (
  SELECT
    e.month, e.journey_stage, e.stage_number, e.touchpoint, e.customer_id,
    datediff(min(l.interaction_date), e.first_date) AS days
  FROM entered e
  LEFT JOIN later l
    ON l.month = e.month AND l.customer_id = e.customer_id
    AND l.stage_number > e.stage_number
    AND l.last_at > e.first_at
    AND l.interaction_date <= date_add(e.first_date, :journey_move_on_days)
  GROUP BY e.month, e.customer_id, e.journey_stage, e.stage_number, e.touchpoint, e.first_date
),

passed AS (
  SELECT month, journey_stage, touchpoint, count(*) AS customers, count(days) AS moved_on, percentile(days, 0.5D) AS median_days
  FROM moved
  GROUP BY month, journey_stage, touchpoint
),

said AS (
  SELECT
    m.month, t.journey_stage, p.touchpoint,
    sum(s.answers) FILTER (WHERE s.metric = 'nps') AS nps_answers,
    sum(s.promoters) FILTER (WHERE s.metric = 'nps') AS promoters,
    sum(s.detractors) FILTER (WHERE s.metric = 'nps') AS detractors,
    sum(s.answers) FILTER (WHERE s.metric = 'ces') AS ces_answers,
    sum(s.favorable) FILTER (WHERE s.metric = 'ces') AS easy
  FROM month m
  JOIN gold.kpi_survey_daily s ON s.metric_month = m.month
  JOIN gold.dim_touchpoint t ON t.touchpoint = s.touchpoint
  LATERAL VIEW explode(array(s.touchpoint, 'all')) p AS touchpoint
  WHERE t.journey_stage IS NOT NULL AND s.metric IN ('nps', 'ces')
  GROUP BY m.month, t.journey_stage, p.touchpoint
),

whole AS (
  SELECT
    month, journey_stage AS stage, touchpoint, o.stage_number, m.mature_on,
    m.mature_on <= :as_of AS is_mature,
    coalesce(p.customers, 0) AS customers,
    -- after the last stage there is none to move on to
    if(o.stage_number < o.last_number, coalesce(p.moved_on, 0), NULL) AS moved_on,
    p.median_days, s.nps_answers, s.promoters, s.detractors, s.ces_answers, s.easy
  FROM passed p
  FULL JOIN said s USING (month, journey_stage, touchpoint)
  JOIN month m USING (month)
  LEFT JOIN (SELECT *, max(stage_number) OVER () AS last_number FROM config.journey_order) o USING (journey_stage)
)

SELECT
  month,
  stage,
  touchpoint,
  stage_number,
  customers,
  moved_on,
  if(is_mature, moved_on / nullif(customers, 0), NULL) AS moved_on_share,
  if(is_mature, wilson_low(moved_on, nullif(customers, 0)), NULL) AS ci_low,
  if(is_mature, wilson_high(moved_on, nullif(customers, 0)), NULL) AS ci_high,
  if(is_mature, customers - moved_on, NULL) AS dropped_off,
  if(is_mature, (customers - moved_on) / nullif(customers, 0), NULL) AS drop_off_share,
  if(is_mature, median_days, NULL) AS median_days,
  coalesce(nps_answers, 0) AS nps_answers,
  coalesce(promoters, 0) AS promoters,
  coalesce(detractors, 0) AS detractors,
  100 * (promoters - detractors) / nps_answers AS nps,
  nps_low(promoters, detractors, nps_answers) AS nps_ci_low,
  nps_high(promoters, detractors, nps_answers) AS nps_ci_high,
  coalesce(ces_answers, 0) AS ces_answers,
  coalesce(easy, 0) AS easy,
  easy / ces_answers AS ces,
  wilson_low(easy, ces_answers) AS ces_ci_low,
  wilson_high(easy, ces_answers) AS ces_ci_high,
  is_mature,
  mature_on,
  if(is_mature, NULL, mature_on) AS _recheck_on
FROM whole
