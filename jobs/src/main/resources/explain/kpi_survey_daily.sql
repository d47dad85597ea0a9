-- Parts of gold.kpi_survey_daily, answer by answer.
-- Grain: one row per submission and question.
SELECT
  'answer' AS _kind,
  response_id AS _id,
  response_date AS metric_date,
  metric, kind, survey_id, question_id, touchpoint, channel, country, region, industry, plan, acquisition_channel,
  v.clv_tier,  -- as known at the last month end before the answer
  1 AS answers,
  int(answer_group = 'promoter') AS promoters,
  int(answer_group = 'passive') AS passives,
  int(answer_group = 'detractor') AS detractors,
  int(answer_group IN ('satisfied', 'easy')) AS favorable,
  int(answer_group = 'detractor' AND coalesce(is_followed_up, false)) AS followed_up,
  int(answer_group = 'detractor' AND is_followed_up IS NOT NULL) AS follow_up_known,
  CAST(score_normalized AS DECIMAL(14, 12)) AS score_sum,
  -- the last of its respondent in the window: what counts where each respondent counts once
  row_number() OVER (
    PARTITION BY metric, survey_id, question_id, coalesce(f.customer_id, customer_source_key, response_id)
    ORDER BY responded_at DESC, response_id DESC) = 1 AS is_last_of_respondent
FROM gold.fct_survey_response f
LEFT JOIN gold.kpi_customer_clv v
  ON v.customer_id = f.customer_id AND v.as_of_date = date_sub(trunc(f.response_date, 'MM'), 1)
WHERE response_date BETWEEN :window_start AND :window_end
