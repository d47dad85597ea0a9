-- The months from which on is read what may have happened in the 365 days (answers), or 90 (contacts), up to the date.
-- Grain: one row.
-- Tickets may have begun a year before they were answered, resolved or opened again.
SELECT trunc(date_sub(:as_of, 455), 'MM') AS since_month, trunc(date_sub(:as_of, 90), 'MM') AS contacts_since_month
