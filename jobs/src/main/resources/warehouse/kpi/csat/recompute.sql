-- The total of csat over a window, computed again from what is published.
-- Grain: one row.
WITH answer AS (  -- every submission, or each respondent's latest in the window
  SELECT favorable AS numerator, answers AS denominator
  FROM gold.kpi_survey_daily
  WHERE :survey_counting = 'answer'
    AND metric = 'csat'
    AND metric_date BETWEEN :window_start AND :window_end
  UNION ALL
  SELECT if(answer_group = 'satisfied', 1, 0), 1
  FROM (
    SELECT
      answer_group,
      row_number() OVER (
        PARTITION BY survey_id, question_id, coalesce(customer_id, customer_source_key, response_id)
        ORDER BY responded_at DESC, response_id DESC) AS place
    FROM gold.fct_survey_response
    WHERE :survey_counting = 'respondent'
      AND metric = 'csat'
      AND response_date BETWEEN :window_start AND :window_end)
  WHERE place = 1
)

SELECT CAST(sum(numerator) AS DOUBLE) / nullif(CAST(sum(denominator) AS DOUBLE), 0) AS value
FROM answer
