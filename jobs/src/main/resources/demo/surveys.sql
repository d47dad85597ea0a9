-- Surveys, by month
-- of gold.kpi_survey_daily
SELECT
  date_format(metric_date, 'yyyy-MM') AS month, metric AS kpi, sum(answers) AS answers,
  double(if(metric = 'nps', 100 * (sum(promoters) - sum(detractors)), sum(favorable)) / sum(answers)) AS value
FROM gold.kpi_survey_daily
WHERE metric_date >= '2026-01-01'
GROUP BY ALL
ORDER BY kpi, month
