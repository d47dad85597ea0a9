-- Dates of all fits: what is made of a fit goes where the fit, made anew, has none of it.
-- Grain: one row per fit date.
SELECT DISTINCT fit_date FROM gold.kpi_clv_model
