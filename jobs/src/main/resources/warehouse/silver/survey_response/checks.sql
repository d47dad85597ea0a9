-- fail counted_needs_number: A counted answer has a number, a metric and an instant
SELECT response_id, question_id FROM candidate
WHERE is_counted AND (score IS NULL OR metric IS NULL OR responded_at IS NULL);

-- warn question_not_configured: Answers to questions that are not configured enter no KPI (surveys.questions)
SELECT survey_id, question_id, count(*) AS answers FROM candidate
WHERE metric IS NULL AND score IS NOT NULL
GROUP BY survey_id, question_id;

-- warn channels_are_known: words for a channel that no configuration names, each a channel of its own (add them to support.channels)
SELECT channel, count(*) AS answers
FROM candidate
LEFT ANTI JOIN config.channel_name w USING (channel)
WHERE channel IS NOT NULL AND audience IS DISTINCT FROM 'employee'
GROUP BY channel
