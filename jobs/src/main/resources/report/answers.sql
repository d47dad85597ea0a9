-- How answers to NPS questions spread over the scale, in the 28 days up to the date.
-- Grain: one row per segment and score.
SELECT s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value, CAST(floor(r.score) AS INT) AS score, count(*) AS answers
FROM gold.fct_survey_response r
LATERAL VIEW stack(7,
  'all', 'all', 'country', country, 'region', region, 'industry', industry, 'plan', plan,
  'acquisition_channel', acquisition_channel, 'channel', channel) s AS segment_name, segment_value
WHERE r.metric = 'nps' AND r.response_date BETWEEN date_sub(:as_of, 27) AND :as_of
GROUP BY s.segment_name, coalesce(s.segment_value, 'unknown'), CAST(floor(r.score) AS INT)
ORDER BY segment_name, segment_value, score
