-- The calendar, from 1970 to the end of the year after the latest run's date.
-- Grain: one row per date.
-- Rule: docs/decisions/customer.md (calendar).
CREATE TABLE gold.dim_date (
  date DATE COMMENT 'The date',
  year INT COMMENT 'Calendar year',
  quarter INT COMMENT 'Quarter of the calendar year, 1 to 4',
  month INT COMMENT 'Month of the calendar year, 1 to 12',
  month_start_date DATE COMMENT 'First date of the month, as in the _month columns of facts',
  iso_year INT COMMENT 'Year of the ISO week',
  iso_week INT COMMENT 'ISO week, 1 to 53',
  week_start_date DATE COMMENT 'First date of the week; weeks begin as warehouse.week-start says',
  weekday INT COMMENT 'Day of the week by ISO, 1 Monday to 7 Sunday',
  weekday_name STRING COMMENT 'English name of the day',
  is_weekend BOOLEAN COMMENT 'Saturday or Sunday',
  is_holiday BOOLEAN COMMENT 'Whether a delivered work schedule names the date as a holiday',
  fiscal_year INT COMMENT 'Fiscal year, named after the calendar year in which it ends; it begins with month warehouse.fiscal-year-start',
  fiscal_quarter INT COMMENT 'Quarter of the fiscal year, 1 to 4',
  fiscal_month INT COMMENT 'Month of the fiscal year, 1 to 12',
  year_ago_date DATE COMMENT '364 days earlier: the same weekday of the year before'
) USING delta
COMMENT 'Calendar with ISO weeks and the fiscal year'
TBLPROPERTIES (
  'cxw.key' = 'date',
  'cxw.grain' = 'date',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
