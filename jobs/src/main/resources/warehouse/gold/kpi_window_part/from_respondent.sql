-- KPIs of answers to surveys where each respondent counts once per window (surveys.counting = respondent): the latest
-- answer to the question in the window; anonymous answers cannot be told apart and all count.
-- Grain: one row per as-of date, KPI, window, role and segment.
-- Empty under counting = answer (from_daily.sql).
WITH answer AS (
  SELECT
    w.as_of_date, w.kpi, w.window_name, w.role, w.as_of_month, k.statistic, f.*,
    CAST(f.score_normalized AS DECIMAL(14, 12)) AS x,
    row_number() OVER (
      PARTITION BY w.kpi, w.window_name, w.role, f.survey_id, f.question_id,
        coalesce(f.customer_id, f.customer_source_key, f.response_id)
      ORDER BY f.responded_at DESC, f.response_id DESC) AS place
  FROM gold.kpi_window w
  JOIN gold.dim_kpi k ON k.kpi = w.kpi
  JOIN gold.fct_survey_response f
    ON f.metric = k.survey_metric
    AND f.response_date BETWEEN w.window_start AND w.window_end
  WHERE w.as_of_date = :as_of AND :survey_counting = 'respondent'
),

scored AS (
  SELECT
    a.*, s.segment_name, coalesce(s.segment_value, 'unknown') AS value_of_segment,
    if(a.answer_group IN ('promoter', 'satisfied', 'easy'), 1, 0) AS positive,
    if(a.answer_group = 'detractor', 1, 0) AS negative,
    a.statistic = 'mean' AS is_mean,
    a.statistic = 'nps' AS is_nps
  FROM answer a
  LATERAL VIEW stack(9,
    'all', 'all', 'country', a.country, 'region', a.region, 'industry', a.industry, 'plan', a.plan,
    'acquisition_channel', a.acquisition_channel,
    'kind', a.kind, 'touchpoint', a.touchpoint, 'channel', a.channel) s AS segment_name, segment_value
  WHERE a.place = 1
)

SELECT
  as_of_date, kpi, window_name, role, segment_name, value_of_segment AS segment_value,
  CAST(sum(CASE WHEN is_mean THEN x WHEN is_nps THEN positive - negative ELSE positive END) AS DECIMAL(38, 12)) AS numerator,
  CAST(count(*) AS DECIMAL(38, 12)) AS denominator,
  count(*) AS n,
  sum(if(is_mean, NULL, CAST(positive AS BIGINT))) AS positives,
  sum(if(is_mean, NULL, CAST(negative AS BIGINT))) AS negatives,
  CAST(sum(if(is_mean, CAST(x * x AS DECIMAL(14, 12)), NULL)) AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  as_of_month
FROM scored
GROUP BY as_of_date, kpi, window_name, role, segment_name, value_of_segment, as_of_month
