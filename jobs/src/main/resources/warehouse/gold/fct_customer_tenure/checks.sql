-- fail ends_after_start: nobody left before coming
SELECT * FROM candidate WHERE end_date <= start_date OR start_date > :as_of
