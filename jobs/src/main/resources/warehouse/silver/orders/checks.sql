-- warn line_not_told: Rows of one file name the same line of an order and only the last counts; deliver a line_id if they are lines
SELECT order_number, order_id, _replaced_rows FROM candidate WHERE _replaced_rows > 0;

-- warn optional_value_unread: Optional columns could not be read and are empty; the order counts
SELECT order_id, _unread FROM candidate WHERE _unread IS NOT NULL;

-- warn negative_sale: Sales below zero that no other line of their order makes up: they lower revenue and are no purchase; deliver a credit note as a refund, or without a type
SELECT order_number, sum(amount) AS amount
FROM candidate
WHERE NOT is_refund
GROUP BY order_number
HAVING sum(amount) < 0;

-- warn channels_are_known: words for a channel that no configuration names, each a channel of its own (add them to support.channels)
SELECT channel, count(*) AS orders
FROM candidate
LEFT ANTI JOIN config.channel_name w USING (channel)
WHERE channel IS NOT NULL
GROUP BY channel
