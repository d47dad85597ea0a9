-- Invitations of customers.
-- Grain: one row per invitation.
-- Surveys without a configured question are nobody's and have no answer that counts: they would only
-- lower the rate. What happens after the as-of date waits for its date.
WITH invitation AS (
  SELECT
    *,
    if(opened_at < :as_of_end, opened_at, NULL) AS opened_by_now,
    if(responded_at < :as_of_end, responded_at, NULL) AS responded_by_now,
    business_date(opened_at, :timezone) AS opened_date,
    business_date(responded_at, :timezone) AS responded_date
  FROM silver.survey_invitation
  WHERE audience = 'customer' AND sent_at < :as_of_end
)

SELECT
  i.invitation_id,
  i.survey_id,
  i.source,
  i.touchpoint,
  i.channel,
  i.sent_at,
  i.sent_date,
  i.is_delivered,
  i.opened_by_now AS opened_at,
  i.responded_by_now AS responded_at,
  i.is_response_known,
  coalesce(m.customer_source_key, i.customer_source_key) AS customer_source_key,
  m.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(i.sent_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(i.sent_date, 'MM') AS sent_month,
  least(
    if(i.opened_date > :as_of, i.opened_date, NULL),
    if(i.responded_date > :as_of, i.responded_date, NULL)) AS _recheck_on
FROM invitation i
LEFT JOIN silver.customer_match m ON m.record_kind = 'survey_invitation' AND m.record_id = i.invitation_id
LEFT JOIN gold.dim_customer d
  ON d.customer_id = m.customer_id
  AND i.sent_date >= d.match_from
  AND (d.valid_to IS NULL OR i.sent_date < d.valid_to)
