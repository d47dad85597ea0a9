-- The date by whose end outcomes are decided: the last month end.
-- Grain: one row.
SELECT date_sub(trunc(date_add(:as_of, 1), 'MM'), 1) AS decided_on
