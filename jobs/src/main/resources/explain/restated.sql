-- Changes of published parts of a KPI, of one segment, on the dates that its value is counted of, by runs
-- that stand. The parts of a month are columns of its table, those of a median the bins of the histogram;
-- a daily KPI has its own (gold.kpi_parts_daily). A run that changed too many rows to list each says so
-- in one more row without a date, of whatever KPIs and dates they are. An erasure shows in the run that
-- follows it.
-- Grain: one row per run, table, row and column.
WITH night AS (
  SELECT run_id, run_number, coalesce(lag(run_number) OVER (ORDER BY run_number), 0) AS previous_number
  FROM ops.run
  WHERE undone_by IS NULL
    AND run_id NOT IN (SELECT erasure_id FROM ops.erasure WHERE erasure_id IS NOT NULL)
),

erased AS (
  SELECT DISTINCT n.run_id
  FROM night n
  JOIN ops.erasure e ON e.run_number > n.previous_number AND e.run_number <= n.run_number
  WHERE e.event <> 'requested'
),

keyed AS (
  SELECT
    *,
    row_key = '{}' AS is_summary,
    coalesce(get_json_object(row_key, '$.metric_date'), get_json_object(row_key, '$.month')) AS part_date,
    get_json_object(row_key, '$.kpi') AS kpi,
    get_json_object(row_key, '$.basis') AS basis,
    get_json_object(row_key, '$.measure') AS measure,
    get_json_object(row_key, '$.segment_name') AS segment_name,
    get_json_object(row_key, '$.segment_value') AS segment_value
  FROM ops.restatement
  WHERE `table` IN (:source_table, 'gold.kpi_parts_daily')
),

-- percentiles of digital channels are counted of the bins of these channels
part AS (
  SELECT
    k.*,
    if(k.`table` = 'gold.kpi_duration_histogram' AND :segment_name = 'all' AND instr(:parts, 'is_digital') > 0,
      k.segment_name = 'channel' AND c.channel IS NOT NULL,
      k.segment_name = :segment_name AND k.segment_value = :segment_value) AS is_of_segment
  FROM keyed k
  LEFT JOIN gold.dim_channel c ON c.channel = k.segment_value AND c.is_digital
)

SELECT
  p.run_id, p.`table`, p.part_date,
  if(p.is_summary, NULL, p.column_name) AS column_name,
  p.old_value, p.new_value, p.cause,
  if(p.is_summary, substring_index(p.cause, '; ', -1), NULL) AS summary,
  e.run_id IS NOT NULL AS is_erasure
FROM part p
JOIN night r ON r.run_id = p.run_id
LEFT JOIN erased e ON e.run_id = p.run_id
WHERE if(p.is_summary,
    p.`table` = :source_table OR EXISTS (SELECT 1 FROM gold.kpi_parts_daily WHERE kpi = :kpi),
    p.is_of_segment
      AND CASE p.`table`
        WHEN 'gold.kpi_parts_daily' THEN p.kpi = :kpi
        WHEN 'gold.kpi_churn_monthly' THEN
          p.basis = (SELECT max(basis) FROM gold.kpi_churn_monthly)
          AND (p.column_name = '*' OR instr(:parts, p.column_name) > 0)
        WHEN 'gold.kpi_acquisition_monthly' THEN p.column_name = '*' OR instr(:parts, p.column_name) > 0
        WHEN 'gold.kpi_duration_histogram' THEN instr(:parts, concat("'", p.measure, "'")) > 0
        ELSE false
      END
      AND try_cast(p.part_date AS DATE) BETWEEN
        CASE
          WHEN p.`table` = 'gold.kpi_churn_monthly' THEN trunc(:window_end, 'MM')
          WHEN :additivity = 'semi-additive' THEN :window_end
          ELSE :window_start
        END AND :window_end)
ORDER BY r.run_number DESC, p.part_date, column_name
