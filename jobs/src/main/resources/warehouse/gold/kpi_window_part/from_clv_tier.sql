-- KPIs of answers to surveys by the tier of the customer's lifetime value, as it was known at the last month end before the
-- answer: nothing that came later moves a customer. Unknown: no known customer, or none with a tier then.
-- Grain: one row per as-of date, KPI, window (this one and the one before) and tier.
-- Empty where no tier was published before the window's dates, and under counting = respondent.
WITH tier AS (
  SELECT as_of_date, customer_id, clv_tier
  FROM gold.kpi_customer_clv
  WHERE clv_tier IS NOT NULL
    AND as_of_date = last_day(as_of_date)
    AND as_of_date BETWEEN date_sub(:as_of, 250) AND date_sub(trunc(:as_of, 'MM'), 1)
),

daily AS (
  SELECT
    f.response_date, f.metric, coalesce(t.clv_tier, 'unknown') AS clv_tier,
    count(*) AS n,
    count_if(f.answer_group IN ('promoter', 'satisfied', 'easy')) AS positives,
    count_if(f.answer_group = 'detractor') AS negatives,
    sum(CAST(f.score_normalized AS DECIMAL(14, 12))) AS score,
    sum(CAST(CAST(f.score_normalized AS DECIMAL(14, 12)) * CAST(f.score_normalized AS DECIMAL(14, 12)) AS DECIMAL(14, 12))) AS score_sq
  FROM gold.fct_survey_response f
  CROSS JOIN (SELECT count(*) > 0 AS has_tiers FROM tier) h
  LEFT JOIN tier t ON t.customer_id = f.customer_id AND t.as_of_date = date_sub(trunc(f.response_date, 'MM'), 1)
  WHERE h.has_tiers AND :survey_counting = 'answer'
    -- the earliest window is a quarter before this one
    AND f.response_month BETWEEN trunc(date_sub(:as_of, 190), 'MM') AND :as_of
  GROUP BY f.response_date, f.metric, coalesce(t.clv_tier, 'unknown')
),

part AS (
  SELECT
    d.response_date, d.clv_tier, d.n, k.kpi,
    CASE k.statistic WHEN 'mean' THEN d.score WHEN 'nps' THEN d.positives - d.negatives ELSE d.positives END AS numerator,
    if(k.statistic = 'mean', NULL, d.positives) AS positives,
    if(k.statistic = 'mean', NULL, d.negatives) AS negatives,
    if(k.statistic = 'mean', d.score_sq, NULL) AS sum_sq
  FROM daily d
  JOIN gold.dim_kpi k ON k.survey_metric = d.metric
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role,
  'clv_tier' AS segment_name,
  p.clv_tier AS segment_value,
  CAST(sum(p.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(p.n) AS DECIMAL(38, 12)) AS denominator,
  sum(p.n) AS n,
  sum(p.positives) AS positives,
  sum(p.negatives) AS negatives,
  CAST(sum(p.sum_sq) AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN part p ON p.kpi = w.kpi AND p.response_date BETWEEN w.window_start AND w.window_end
-- a window before whose dates no tier was published has no such segment: all of it would be unknown
LEFT SEMI JOIN (SELECT DISTINCT as_of_date AS tier_date FROM tier) t
  ON t.tier_date BETWEEN date_sub(trunc(w.window_start, 'MM'), 1) AND date_sub(trunc(w.window_end, 'MM'), 1)
WHERE w.as_of_date = :as_of AND w.role IN ('current', 'previous')
GROUP BY w.as_of_date, w.kpi, w.window_name, w.role, p.clv_tier, w.as_of_month
