-- Delivered invitations of the latest twelve decided months of which it is known whether they were
-- answered, with what is known of who was invited.
-- Grain: one row per invitation.
WITH span AS (
  SELECT add_months(following, -12) AS since, following
  FROM (SELECT trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM') AS following)
),

answer AS (
  SELECT v.invitation_id, count(*) AS answers, count_if(r.answer_group = 'promoter') AS promoters, count_if(r.answer_group = 'detractor') AS detractors
  FROM silver.survey_invitation v
  JOIN gold.fct_survey_response r ON r.response_id = v.response_id
  WHERE r.metric = 'nps'
    AND r.response_month >= add_months(trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM'), -12)
  GROUP BY v.invitation_id
),

asking AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE metric = 'nps'
),

state AS (
  SELECT customer_id, basis, month, is_active_end, movement
  FROM gold.fct_customer_month
  WHERE ((basis = 'orders' AND :churn_on_orders) OR (basis = 'subscriptions' AND :churn_on_subscriptions))
    AND month >= add_months(trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM'), -12)
),

lost AS (  -- from which months on a customer left within the three after them
  SELECT DISTINCT customer_id, basis, explode(array(add_months(month, -1), add_months(month, -2), add_months(month, -3))) AS month
  FROM state
  WHERE movement = 'churn'
),

fate AS (  -- whoever has subscriptions is judged by them
  SELECT s.customer_id, s.month, max_by(struct(s.is_active_end, l.month IS NOT NULL AS is_lost), s.basis) AS later
  FROM state s
  LEFT JOIN lost l ON l.customer_id = s.customer_id AND l.basis = s.basis AND l.month = s.month
  WHERE last_day(add_months(s.month, 3)) <= :as_of
  GROUP BY s.customer_id, s.month
)

SELECT
  i.sent_month AS month,
  i.responded_at IS NOT NULL AS is_answered,
  q.survey_id IS NOT NULL AS asks_nps,
  a.answers, a.promoters, a.detractors,
  CASE WHEN f.later.is_active_end THEN if(f.later.is_lost, 'churned', 'stayed') END AS later_churn,
  c.clv_tier,
  i.country, i.region, i.industry, i.plan, i.acquisition_channel
FROM gold.fct_survey_invitation i
CROSS JOIN span
LEFT JOIN asking q ON q.survey_id = i.survey_id
LEFT JOIN answer a ON a.invitation_id = i.invitation_id
LEFT JOIN fate f ON f.customer_id = i.customer_id AND f.month = i.sent_month
LEFT JOIN gold.kpi_customer_clv c ON c.customer_id = i.customer_id AND c.as_of_date = :as_of
WHERE i.is_delivered AND i.is_response_known
  AND i.sent_month >= add_months(trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM'), -12)
  AND i.sent_month < span.following
