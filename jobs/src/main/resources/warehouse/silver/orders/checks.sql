-- warn line_not_told: Rows of one file name the same line of an order and only the last counts; deliver a line_id if they are lines
SELECT order_number, order_id, _replaced_rows FROM candidate WHERE _replaced_rows > 0;

-- warn optional_value_unread: Optional columns could not be read and are empty; the order counts
SELECT order_id, _unread FROM candidate WHERE _unread IS NOT NULL
