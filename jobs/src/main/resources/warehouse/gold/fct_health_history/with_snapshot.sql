-- Dates that are looked back to, each 90 days before the next, so that no outcome is used twice.
-- Grain: one row per date.
-- Of many customers a half is taken, or a half of it, and so on, by a hash of their id: the same ones on all dates and in every run.
SELECT
  fit.fit_date,
  date_sub(fit.fit_date, 90 * step) AS snapshot_date,
  (SELECT
    CAST(pow(2, ceil(greatest(log2(greatest(sum(size(filter(
      sequence(1, 8),
      back -> s.start_date <= date_sub(f.fit_date, 90 * back)
        AND (s.end_date IS NULL OR s.end_date > date_sub(f.fit_date, 90 * back))))), 1) / :health_max_examples), 0))) AS BIGINT) - 1
  FROM gold.fct_subscription s
  CROSS JOIN fit f
  WHERE s.mrr > 0) AS mask
FROM fit
LATERAL VIEW explode(sequence(1, 8)) s AS step
