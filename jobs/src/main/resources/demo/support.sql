-- Support, by month
-- of gold.kpi_support_daily
SELECT
  date_format(metric_date, 'yyyy-MM') AS month, sum(tickets_created) AS tickets,
  sum(first_reply_ms_sum) / sum(first_reply_n) / 60000 AS first_reply_minutes,
  sum(fcr_numerator) / sum(fcr_denominator) AS fcr_rate
FROM gold.kpi_support_daily
WHERE metric_date >= '2026-01-01'
GROUP BY ALL
ORDER BY month
