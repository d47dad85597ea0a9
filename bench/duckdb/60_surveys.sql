-- Answers and invitations of SurveyMonkey, ratings of Zendesk's tickets; the daily parts.
-- Rules: docs/decisions/survey.md.
CREATE TEMP TABLE question AS
SELECT * FROM (VALUES
  ('surveymonkey:900001', 'surveymonkey:800001', 'nps', 'relational', NULL, 'email', 0, 10, NULL),
  ('surveymonkey:900001', 'surveymonkey:800002', 'csat', 'relational', NULL, 'email', 1, 5, 4),
  ('surveymonkey:900001', 'surveymonkey:800003', 'ces', 'relational', NULL, 'email', 1, 7, 5),
  ('zendesk:csat', 'zendesk:satisfaction_rating', 'csat', 'transactional', 'support', NULL, 0, 1, 1))
  q(survey_id, question_id, metric, kind, touchpoint, channel, low, high, favorable_from);

CREATE TEMP TABLE choice AS
WITH asked AS (
  SELECT id AS survey, unnest(pages, recursive := true)
  FROM read_json(getvariable('surveymonkey_survey_details'), format = 'newline_delimited', filename = true, columns = {id: 'VARCHAR', date_modified: 'VARCHAR', pages:
    'STRUCT(questions STRUCT(id VARCHAR, answers STRUCT(choices STRUCT(id VARCHAR, "text" VARCHAR, weight INTEGER, is_na BOOLEAN)[]))[])[]'})
  QUALIFY row_number() OVER (PARTITION BY id ORDER BY instant(date_modified) DESC, filename DESC) = 1
),

listed AS (SELECT survey, unnest(questions, recursive := true) FROM asked)

SELECT survey, question, c.id AS choice, c.is_na AS is_na,
  coalesce(try_cast(c."text" AS INTEGER), CASE WHEN question <> '800001' THEN c.weight END) AS score
FROM (SELECT survey, id AS question, unnest(choices) AS c FROM listed);

CREATE TEMP TABLE response AS
SELECT r.* FROM (
  SELECT unnest(data) AS r, filename
  FROM read_json(getvariable('surveymonkey_responses'), filename = true, columns = {data: 'STRUCT(id VARCHAR, survey_id VARCHAR, recipient_id VARCHAR,
    response_status VARCHAR, email_address VARCHAR, custom_variables STRUCT(contact_id VARCHAR), date_created VARCHAR, date_modified VARCHAR,
    pages STRUCT(questions STRUCT(id VARCHAR, answers STRUCT(choice_id VARCHAR, "text" VARCHAR)[])[])[])[]'}))
WHERE r.id IS NOT NULL AND r.survey_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY r.id ORDER BY instant(r.date_modified) DESC NULLS LAST, filename DESC) = 1;

CREATE TEMP TABLE rating AS
SELECT r.* FROM (
  SELECT unnest(satisfaction_ratings) AS r, filename
  FROM read_json(getvariable('zendesk_satisfaction_ratings'), filename = true, columns = {satisfaction_ratings:
    'STRUCT(id BIGINT, ticket_id BIGINT, requester_id BIGINT, score VARCHAR, created_at VARCHAR, updated_at VARCHAR)[]'}))
WHERE r.id IS NOT NULL AND r.ticket_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY r.id ORDER BY instant(r.updated_at) DESC NULLS LAST, filename DESC) = 1;

CREATE TABLE fct_survey_response AS
WITH picked AS (
  SELECT id, survey_id, recipient_id, email_address, custom_variables, response_status, coalesce(date_modified, date_created) AS given,
    q.id AS question, unnest(q.answers).choice_id AS choice
  FROM (SELECT * EXCLUDE pages, unnest(p.questions) AS q FROM (SELECT *, unnest(pages) AS p FROM response))
),

answer AS (
  SELECT 'surveymonkey:' || p.id AS response_id, 'surveymonkey:' || p.question AS question_id, 'surveymonkey:' || p.survey_id AS survey_id,
    'surveymonkey' AS source, instant(p.given) AS responded_at, CASE WHEN c.is_na THEN NULL ELSE c.score END AS score, NULL AS ticket_id,
    coalesce(e.customer_id, i.customer_id) AS customer_id
  FROM picked p
  JOIN choice c ON c.survey = p.survey_id AND c.question = p.question AND c.choice = p.choice
  LEFT JOIN lookup e ON e.key = 'email:' || lower(p.email_address)
  LEFT JOIN lookup i ON i.key = 'salesforce:' || p.custom_variables.contact_id
  WHERE p.response_status IN ('completed', 'partial')
  UNION ALL
  SELECT 'zendesk:' || id, 'zendesk:satisfaction_rating', 'zendesk:csat', 'zendesk', instant(coalesce(updated_at, created_at)),
    CASE WHEN score LIKE 'good%' THEN 1 ELSE 0 END, 'zendesk:' || ticket_id, l.customer_id
  FROM rating r LEFT JOIN lookup l ON l.key = 'zendesk:' || r.requester_id
  WHERE score LIKE 'good%' OR score LIKE 'bad%'
),

counted AS (
  SELECT a.*, q.* EXCLUDE (survey_id, question_id), (a.score - q.low) / (q.high - q.low) AS normalized
  FROM answer a JOIN question q USING (survey_id, question_id)
  WHERE a.score BETWEEN q.low AND q.high AND a.responded_at < getvariable('as_of_end')
),

contact AS (
  SELECT e.moment, t.customer_id, t.ticket_id
  FROM ticket_event e JOIN ticket t USING (ticket_id)
  WHERE e.kind IN ('created', 'reply') AND e.is_public AND e.actor_role = 'agent'
    -- who writes down a call is not who rings; the generated company rings nobody
    AND NOT (e.kind = 'created' AND t.channel = 'phone')
),

followed AS (
  SELECT response_id, question_id, min(moment) AS moment
  FROM (
    SELECT c.response_id, c.question_id, x.moment FROM counted c JOIN contact x ON x.customer_id = c.customer_id AND x.moment > c.responded_at
    UNION ALL
    SELECT c.response_id, c.question_id, x.moment FROM counted c JOIN contact x ON x.ticket_id = c.ticket_id AND x.moment > c.responded_at)
  GROUP BY ALL
)

SELECT c.response_id, c.question_id, c.survey_id, c.source, c.metric, c.kind, c.responded_at, business_date(c.responded_at) AS response_date,
  CAST(c.score AS DOUBLE) AS score, c.normalized AS score_normalized,
  CASE WHEN c.metric = 'nps' THEN CASE WHEN c.score >= 9 THEN 'promoter' WHEN c.score >= 7 THEN 'passive' ELSE 'detractor' END
    WHEN c.metric = 'csat' THEN CASE WHEN c.score >= c.favorable_from THEN 'satisfied' ELSE 'not_satisfied' END
    ELSE CASE WHEN c.score >= c.favorable_from THEN 'easy' ELSE 'not_easy' END END AS answer_group,
  c.touchpoint, c.channel, c.ticket_id, c.customer_id, f.moment AS followed_up_at,
  s.segment.country, s.segment.region, s.segment.industry, s.segment.plan, s.segment.acquisition_channel
FROM counted c LEFT JOIN followed f USING (response_id, question_id)
ASOF LEFT JOIN dim_period s ON s.customer_id = c.customer_id AND s.match_from <= business_date(c.responded_at);

CREATE TABLE kpi_survey_daily AS
SELECT response_date AS metric_date, metric, kind, survey_id, question_id, touchpoint, channel, country, region, industry, plan, acquisition_channel,
  count(*) AS answers,
  count_if(answer_group = 'promoter') AS promoters, count_if(answer_group = 'passive') AS passives, count_if(answer_group = 'detractor') AS detractors,
  count_if(answer_group IN ('satisfied', 'easy')) AS favorable,
  count_if(answer_group = 'detractor' AND coalesce(followed_up_at <= responded_at + INTERVAL 48 HOUR, false)) AS followed_up,
  sum(CAST(score_normalized AS DECIMAL(14,12))) AS score_sum
FROM fct_survey_response
GROUP BY ALL;

CREATE TABLE fct_survey_invitation AS
WITH recipient AS (
  SELECT r.*, regexp_replace(lower(coalesce(r.mail_status, 'sent')), '[^a-z]', '', 'g') AS state FROM (
    SELECT unnest(data) AS r, filename
    FROM read_json(getvariable('surveymonkey_recipients'), filename = true, columns = {data:
      'STRUCT(id VARCHAR, survey_id VARCHAR, email VARCHAR, mail_status VARCHAR, sent_at VARCHAR, opened_at VARCHAR)[]'}))
  WHERE r.id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY r.id ORDER BY filename DESC) = 1
),

first_answer AS (
  SELECT r.recipient_id, min(f.responded_at) AS moment
  FROM response r JOIN fct_survey_response f ON f.response_id = 'surveymonkey:' || r.id
  GROUP BY r.recipient_id
),

invited AS (
  SELECT 'surveymonkey:' || r.id AS invitation_id, 'surveymonkey:' || r.survey_id AS survey_id, 'surveymonkey' AS source, NULL AS touchpoint,
    'email' AS channel, instant(r.sent_at) AS sent_at, r.state IN ('sent', 'delivered', 'opened', 'clicked', 'responded') AS is_delivered,
    instant(r.opened_at) AS opened_at, a.moment AS responded_at, l.customer_id
  FROM recipient r
  LEFT JOIN first_answer a ON a.recipient_id = r.id
  LEFT JOIN lookup l ON l.key = 'email:' || lower(r.email)
  WHERE r.state NOT IN ('notsent', 'processing', 'queued', 'scheduled', 'pending')
  UNION ALL
  SELECT 'zendesk:' || r.id, 'zendesk:csat', 'zendesk', 'support', NULL, instant(r.created_at), true, NULL, f.responded_at, l.customer_id
  FROM rating r
  LEFT JOIN fct_survey_response f ON f.response_id = 'zendesk:' || r.id
  LEFT JOIN lookup l ON l.key = 'zendesk:' || r.requester_id
  WHERE r.score LIKE 'offered%' OR r.score LIKE 'good%' OR r.score LIKE 'bad%'
)

SELECT invitation_id, survey_id, source, touchpoint, channel, sent_at, business_date(sent_at) AS sent_date, is_delivered,
  CASE WHEN opened_at < getvariable('as_of_end') THEN opened_at END AS opened_at, responded_at, i.customer_id,
  s.segment.country, s.segment.region, s.segment.industry, s.segment.plan, s.segment.acquisition_channel
FROM invited i
ASOF LEFT JOIN dim_period s ON s.customer_id = i.customer_id AND s.match_from <= business_date(i.sent_at)
WHERE sent_at < getvariable('as_of_end') AND survey_id IN (SELECT survey_id FROM question);

CREATE TABLE kpi_invitation_daily AS
SELECT sent_date, survey_id, touchpoint, channel, country, region, industry, plan, acquisition_channel, count(*) AS invitations, count_if(is_delivered) AS delivered,
  count_if(is_delivered AND opened_at IS NOT NULL) AS opened, count_if(is_delivered AND responded_at IS NOT NULL) AS responded
FROM fct_survey_invitation
GROUP BY ALL;
