-- Invitations follow themselves and the answers to them. The tool says which answer belongs to which
-- invitation: SurveyMonkey with the response, Qualtrics with the contact; Zendesk's is the same record.
-- An answer that turns out to be another one's leaves the invitation at which it stands.
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
