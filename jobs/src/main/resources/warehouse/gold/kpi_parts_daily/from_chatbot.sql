-- Rates of chatbots in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- Conversations, turns and answers that do not tell are outside numerator and denominator.
SELECT
  d.metric_date,
  k.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(k.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(k.denominator) AS DECIMAL(38, 12)) AS denominator,
  sum(k.denominator) AS n,
  sum(k.numerator) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_chatbot_daily d
LATERAL VIEW stack(3,
  'chatbot_containment', d.contained, d.handover_known,
  'chatbot_fallback_rate', d.fallbacks, d.fallback_known,
  'chatbot_rating_mean', d.rating_sum, d.rating_n) k AS kpi, numerator, denominator
LATERAL VIEW stack(3, 'all', 'all', 'bot', d.bot, 'language', d.language) s AS segment_name, segment_value
WHERE k.denominator > 0
GROUP BY d.metric_date, k.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
