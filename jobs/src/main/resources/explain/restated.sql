-- Changes of published parts of a KPI, of one segment, on the dates of a window, by runs that stand. The
-- parts of a month are columns of its table, those of a median the bins of the histogram; a daily KPI
-- has its own (gold.kpi_parts_daily). An erasure shows in the run that follows it.
-- Grain: one row per run, table, row and column.
WITH night AS (
  SELECT
    run_id, run_number, undone_by,
    coalesce(lag(run_number) OVER (ORDER BY run_number), 0) AS previous_number
  FROM ops.run
  WHERE run_id NOT IN (SELECT erasure_id FROM ops.erasure WHERE erasure_id IS NOT NULL)
),

erased AS (
  SELECT DISTINCT n.run_id
  FROM night n
  JOIN ops.erasure e ON e.run_number > n.previous_number AND e.run_number <= n.run_number
  WHERE e.event <> 'requested'
),

part AS (
  SELECT
    s.*,
    coalesce(get_json_object(s.row_key, '$.metric_date'), get_json_object(s.row_key, '$.month')) AS part_date
  FROM ops.restatement s
  WHERE get_json_object(s.row_key, '$.segment_name') = :segment_name
    AND get_json_object(s.row_key, '$.segment_value') = :segment_value
    AND CASE s.`table`
      WHEN 'gold.kpi_parts_daily' THEN get_json_object(s.row_key, '$.kpi') = :kpi
      WHEN 'gold.kpi_churn_monthly' THEN
        s.`table` = :source_table AND (s.column_name = '*' OR instr(:parts, s.column_name) > 0)
      WHEN 'gold.kpi_duration_histogram' THEN
        s.`table` = :source_table
        AND instr(:parts, concat('''', get_json_object(s.row_key, '$.measure'), '''')) > 0
      ELSE false
    END
)

SELECT
  p.run_id, p.`table`, p.part_date, p.column_name, p.old_value, p.new_value, p.cause,
  e.run_id IS NOT NULL AS is_erasure
FROM part p
JOIN night r ON r.run_id = p.run_id
LEFT JOIN erased e ON e.run_id = p.run_id
WHERE r.undone_by IS NULL
  AND try_cast(p.part_date AS DATE) BETWEEN
    if(p.`table` = 'gold.kpi_churn_monthly', trunc(:window_end, 'MM'), :window_start) AND :window_end
ORDER BY r.run_number DESC, p.part_date, p.column_name
