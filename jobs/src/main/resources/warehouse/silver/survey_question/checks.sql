-- warn scale_without_rule: A configured question whose scale has no threshold counts in no KPI; set favorable-from (nps needs the scale 0 to 10)
SELECT survey_id, question_id, metric, scale_min, scale_max
FROM candidate
WHERE metric IS NOT NULL AND NOT is_countable;

-- fail scale_upside_down: The least number of a scale is below the greatest
SELECT survey_id, question_id, scale_min, scale_max
FROM candidate
WHERE metric IS NOT NULL AND NOT coalesce(scale_min < scale_max, false);
