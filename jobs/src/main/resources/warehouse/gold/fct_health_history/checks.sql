-- fail parts_in_time: only the latest date is the test's, and no outcome lies after the fit date
SELECT fit_date, snapshot_date, part
FROM candidate
WHERE (part = 'test') <> (date_add(snapshot_date, 90) = fit_date) OR date_add(snapshot_date, 90) > fit_date
