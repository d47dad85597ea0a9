-- fail in_the_future: nothing counts before its own date
SELECT interaction_id FROM candidate WHERE occurred_at >= :as_of_end;

-- fail undated: every interaction has an instant
SELECT interaction_id FROM candidate WHERE occurred_at IS NULL OR interaction_date IS NULL;
