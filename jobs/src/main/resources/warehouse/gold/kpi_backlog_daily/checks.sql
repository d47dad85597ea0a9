-- fail negative_backlog: more tickets left a place of the backlog than entered it
SELECT metric_date, status, age_band, source FROM after WHERE tickets < 0
