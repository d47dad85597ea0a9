-- warn answered_before_sent: An answer that is older than its invitation belongs to another one
SELECT invitation_id, sent_at, responded_at FROM candidate
WHERE responded_at < sent_at;

-- warn never_unanswered: An export of received ratings only makes a response rate of 100 %; export offered ones too
SELECT source, count(*) AS invitations FROM after
GROUP BY source HAVING count(*) >= 20 AND count(*) = count(responded_at);

-- warn never_answered: Nobody answered any invitation to a survey, or its answers are not exported: export them
SELECT survey_id, count(*) AS invitations FROM after
WHERE is_delivered AND sent_date <= date_sub(:as_of, :response_maturity_days)
GROUP BY survey_id HAVING count(*) >= 20 AND count(responded_at) = 0;

-- warn optional_value_unread: Optional columns could not be read and are empty; the invitations count
SELECT source, _unread, count(*) AS invitations FROM candidate WHERE _unread IS NOT NULL GROUP BY source, _unread
