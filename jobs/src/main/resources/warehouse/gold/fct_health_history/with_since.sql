-- The months from which on is read what may have happened in the 365 days (answers), or 90 (contacts), up to the dates that are looked back to.
-- Grain: one row.
-- The earliest of them lies eight times 90 days before the last month end, tickets may have begun a year before they were answered.
SELECT trunc(date_sub(:as_of, 1206), 'MM') AS since_month, trunc(date_sub(:as_of, 841), 'MM') AS contacts_since_month
