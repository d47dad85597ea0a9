-- Additive parts of NPS, CSAT and CES.
-- Grain: one row per day, metric, kind, survey, question, touchpoint, channel and set of customer
-- segments.
-- Sums are decimals, so that they do not depend on the order of the answers.
WITH answer AS (
  SELECT *, CAST(score_normalized AS DECIMAL(14, 12)) AS x
  FROM gold.fct_survey_response
)

SELECT
  response_date AS metric_date,
  metric,
  kind,
  survey_id,
  question_id,
  touchpoint,
  channel,
  country,
  region,
  industry,
  plan,
  acquisition_channel,
  count(*) AS answers,
  count_if(answer_group = 'promoter') AS promoters,
  count_if(answer_group = 'passive') AS passives,
  count_if(answer_group = 'detractor') AS detractors,
  count_if(answer_group IN ('satisfied', 'easy')) AS favorable,
  count_if(answer_group = 'detractor' AND is_followed_up) AS followed_up,
  count_if(answer_group = 'detractor' AND is_followed_up IS NOT NULL) AS follow_up_known,
  CAST(sum(x) AS DECIMAL(38, 12)) AS score_sum,
  CAST(sum(CAST(x * x AS DECIMAL(14, 12))) AS DECIMAL(38, 12)) AS score_sum_sq,
  trunc(response_date, 'MM') AS metric_month
FROM answer
GROUP BY
  response_date, metric, kind, survey_id, question_id, touchpoint, channel,
  country, region, industry, plan, acquisition_channel
