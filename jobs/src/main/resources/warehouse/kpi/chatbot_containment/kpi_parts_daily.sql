-- Containment of chatbots in the long form of parts.
-- Grain: one row per date, KPI and segment.
SELECT
  d.metric_date,
  'chatbot_containment' AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.contained) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.handover_known) AS DECIMAL(38, 12)) AS denominator,
  sum(d.handover_known) AS n,
  sum(d.contained) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_chatbot_daily d
LATERAL VIEW stack(3, 'all', 'all', 'bot', d.bot, 'language', d.language) s AS segment_name, segment_value
WHERE d.handover_known > 0
GROUP BY d.metric_date, s.segment_name, coalesce(s.segment_value, 'unknown')
