-- How reply and resolution times spread, in the 28 days up to the date.
-- Grain: one row per measure, segment and range of times; ranges are cut at the bins of the histogram.
SELECT
  measure, segment_name, segment_value,
  CASE
    WHEN bin_low_ms < 900000 THEN 0
    WHEN bin_low_ms < 3600000 THEN 1
    WHEN bin_low_ms < 14400000 THEN 2
    WHEN bin_low_ms < 28800000 THEN 3
    WHEN bin_low_ms < 86400000 THEN 4
    WHEN bin_low_ms < 172800000 THEN 5
    WHEN bin_low_ms < 604800000 THEN 6
    ELSE 7
  END AS place,
  sum(n) AS tickets
FROM gold.kpi_duration_histogram
WHERE metric_date BETWEEN date_sub(:as_of, 27) AND :as_of
  AND segment_name IN ('all', 'country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
GROUP BY measure, segment_name, segment_value, place
ORDER BY measure, segment_name, segment_value, place
