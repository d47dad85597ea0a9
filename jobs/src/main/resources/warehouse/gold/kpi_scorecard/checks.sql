-- fail value_in_its_interval: A value lies in its 95 % interval
SELECT kpi, window_name, segment_name, segment_value, value, ci_low, ci_high FROM candidate
WHERE value < ci_low - 1e-9 OR value > ci_high + 1e-9;

-- fail rate_in_range: NPS and eNPS lie between -100 and 100
SELECT kpi, window_name, segment_name, segment_value, value FROM candidate
WHERE kpi IN ('nps', 'enps') AND value NOT BETWEEN -100 AND 100;
