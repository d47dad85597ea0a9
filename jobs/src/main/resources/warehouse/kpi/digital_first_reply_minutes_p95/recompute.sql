-- The total of digital_first_reply_minutes_p95 over a window, computed again from what is published.
-- Grain: one row.
WITH bin AS (
  SELECT bin, sqrt(bin_low_ms * bin_high_ms) / 60000 AS minutes, sum(n) AS n
  FROM gold.kpi_duration_histogram
  WHERE metric_date BETWEEN :window_start AND :window_end
    AND measure = 'first_reply'
    AND segment_name = 'channel'
    AND segment_value IN (SELECT channel FROM gold.dim_channel WHERE is_digital)
  GROUP BY bin, bin_low_ms, bin_high_ms
),

counted AS (
  SELECT minutes, sum(n) OVER (ORDER BY bin) AS up_to, sum(n) OVER () AS total FROM bin
)

SELECT min(minutes) AS value
FROM counted
WHERE up_to >= 0.95 * total
