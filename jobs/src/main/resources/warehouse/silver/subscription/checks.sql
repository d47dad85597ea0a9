-- warn item_not_told: Rows of one file name the same item and start of a subscription and only the last counts; deliver an item_id if they are items
SELECT subscription_number, subscription_id, start_date, _replaced_rows FROM candidate WHERE _replaced_rows > 0
