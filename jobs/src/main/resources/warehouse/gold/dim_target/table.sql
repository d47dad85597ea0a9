-- Targets and benchmarks of KPIs as configured.
-- Grain: one row per KPI, segment and period for which the target holds.
CREATE TABLE gold.dim_target (
  kpi STRING COMMENT 'KPI (gold.dim_kpi)',
  segment_name STRING COMMENT 'all: for the total, and for segments without one of their own; or a column of the scorecard’s segments',
  segment_value STRING COMMENT 'all, or the value of that column',
  valid_from DATE COMMENT 'First date for which it holds',
  valid_to DATE COMMENT 'Date after the last one; null: no end',
  target DOUBLE COMMENT 'Value to reach, from configuration (targets)',
  benchmark_low DOUBLE COMMENT 'Low end of what comparable companies reach (benchmarks); null: no bound',
  benchmark_high DOUBLE COMMENT 'High end of what comparable companies reach (benchmarks); null: no bound'
)
USING delta
COMMENT 'Targets and benchmarks of KPIs as configured'
TBLPROPERTIES (
  'cxw.key' = 'kpi, segment_name, segment_value, valid_from',
  'cxw.grain' = 'KPI, segment and period for which the target holds',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full'
)
