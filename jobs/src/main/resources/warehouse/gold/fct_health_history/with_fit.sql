-- The date up to which outcomes are known to the fit: the last month end, or :as_of where every run fits.
-- Grain: one row.
SELECT if(:health_refit = 'every-run', :as_of, date_sub(trunc(date_add(:as_of, 1), 'MM'), 1)) AS fit_date
