-- fail part_exceeds_whole: nobody answers who was not invited
SELECT as_of_date, month, segment_name, segment_value FROM candidate
WHERE responded > invited OR nps_invited > invited OR promoters + detractors > nps_answers;

-- fail columns_add_up: the values of each column are those of all
SELECT as_of_date, month, segment_name, sum(invited) AS invited, max(whole) AS whole
FROM (SELECT *, max(if(segment_name = 'all', invited, NULL)) OVER (PARTITION BY as_of_date, month) AS whole
  FROM after WHERE as_of_date IN (SELECT as_of_date FROM candidate))
WHERE segment_name <> 'later_churn'
GROUP BY as_of_date, month, segment_name
HAVING sum(invited) <> max(whole);

-- fail all_invitations: every delivered invitation of the decided months whose answer would be known is counted
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(invited), 0) AS n FROM after WHERE as_of_date = :as_of AND segment_name = 'all') a
CROSS JOIN (
  SELECT count(*) AS n
  FROM gold.fct_survey_invitation
  WHERE is_delivered AND is_response_known
    AND sent_month >= add_months(trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM'), -12)
    AND sent_month < trunc(date_sub(:as_of, :response_maturity_days - 1), 'MM')) i
WHERE a.n <> i.n
