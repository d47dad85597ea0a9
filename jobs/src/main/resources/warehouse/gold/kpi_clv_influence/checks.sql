-- warn one_customer_bends_the_fit: look whether the customer is one of many; name it in clv.exclude if not
SELECT fit_date, segment_name, segment_value, model, customer_id, parameter, change FROM candidate
