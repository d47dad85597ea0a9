-- KPIs with daily parts: a window is the sum of its dates; of a stock (semi-additive, such as the
-- backlog) it is the last date.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH dated AS (  -- a row per date of a window: parts are found by equality, and not compared with every window
  SELECT
    w.as_of_date, w.kpi, w.window_name, w.role, w.as_of_month,
    explode(if(k.additivity = 'semi-additive', array(w.window_end), sequence(w.window_start, w.window_end))) AS metric_date
  FROM gold.kpi_window w
  LEFT JOIN gold.dim_kpi k ON k.kpi = w.kpi
  WHERE w.as_of_date = :as_of
    AND NOT (:survey_counting = 'respondent' AND k.survey_metric IS NOT NULL)
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role, p.segment_name, p.segment_value,
  CAST(sum(p.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(p.denominator) AS DECIMAL(38, 12)) AS denominator,
  sum(p.n) AS n,
  sum(p.positives) AS positives,
  sum(p.negatives) AS negatives,
  CAST(sum(p.sum_sq) AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM dated w
JOIN gold.kpi_parts_daily p ON p.kpi = w.kpi AND p.metric_date = w.metric_date
-- the earliest window: a quarter, 364 days ago, of a KPI that waits until it is decided
WHERE p.metric_month BETWEEN trunc(date_sub(:as_of, 470 + greatest(:fcr_window_days, :response_maturity_days)), 'MM') AND :as_of
GROUP BY w.as_of_date, w.kpi, w.window_name, w.role, p.segment_name, p.segment_value, w.as_of_month
