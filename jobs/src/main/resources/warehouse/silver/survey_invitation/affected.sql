-- Invitations follow themselves and the answers to them. The tool says which answer belongs to which
-- invitation: SurveyMonkey with the response, Qualtrics with the contact; Zendesk's is the same record.
-- An answer that turns out to be another one's leaves the invitation at which it stands. The first
-- answers of a tool, and the loss of its last, touch all its invitations.
WITH told AS (
  (SELECT source FROM silver.survey_response WHERE source = 'qualtrics' LIMIT 1)
  UNION ALL
  (SELECT source FROM silver.survey_response WHERE source = 'surveymonkey' LIMIT 1)
)

SELECT _record_id AS invitation_id FROM bronze.qualtrics_distribution_contacts_changes
UNION
SELECT _record_id AS invitation_id FROM bronze.surveymonkey_recipients_changes
UNION
SELECT _record_id AS invitation_id FROM bronze.zendesk_satisfaction_ratings_changes
UNION
SELECT response_id AS invitation_id FROM silver.survey_response_changes WHERE source = 'zendesk'
UNION
SELECT 'surveymonkey:' || native_id(recipient_id) AS invitation_id
FROM bronze.surveymonkey_responses_changes
UNION
SELECT 'surveymonkey:' || native_id(b.recipient_id) AS invitation_id
FROM silver.survey_response_changes r
JOIN bronze.surveymonkey_responses b ON b._record_id = r.response_id
UNION
SELECT c._record_id AS invitation_id
FROM silver.survey_response_changes r
JOIN bronze.qualtrics_distribution_contacts c ON 'qualtrics:' || native_id(c.response_id) = r.response_id
UNION
SELECT e.invitation_id
FROM existing e
LEFT SEMI JOIN silver.survey_response_changes r ON r.response_id = e.response_id
UNION
SELECT e.invitation_id
FROM existing e
LEFT SEMI JOIN bronze.surveymonkey_responses_changes b ON b._record_id = e.response_id
UNION
SELECT e.invitation_id
FROM existing e
LEFT JOIN told t ON t.source = e.source
WHERE e.source IN ('qualtrics', 'surveymonkey') AND e.is_response_known <> (t.source IS NOT NULL)
