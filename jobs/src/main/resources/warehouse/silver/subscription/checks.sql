-- warn item_not_told: Rows of one file name the same item and start of a subscription and only the last counts; deliver an item_id if they are items
SELECT subscription_number, subscription_id, start_date, _replaced_rows FROM candidate WHERE _replaced_rows > 0;

-- warn optional_value_unread: Reasons of an end that are neither voluntary nor involuntary are not known; the subscriptions count
SELECT subscription_id, start_date, _unread FROM candidate WHERE _unread IS NOT NULL
