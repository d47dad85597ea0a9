-- fail empty_bin: a bin without tickets is no row
SELECT metric_date, bin FROM candidate WHERE n < 1 OR bin_low_ms > bin_high_ms
