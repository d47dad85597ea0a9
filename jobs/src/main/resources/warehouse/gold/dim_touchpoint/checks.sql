-- warn touchpoints_have_a_stage: touchpoints that no stage of the journey names (add them to journey.stages)
SELECT touchpoint FROM candidate WHERE journey_stage IS NULL;
