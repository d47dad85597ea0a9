-- fail periods_do_not_overlap: an event must find one period of its customer
SELECT customer_id, valid_from, valid_to, next_from
FROM (
  SELECT
    customer_id, valid_from, valid_to,
    lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) AS next_from
  FROM after)
WHERE valid_to IS DISTINCT FROM next_from OR valid_to <= valid_from;

-- warn acquisition_channels_are_known: words for the channel by which a customer was won that no configuration names, each a segment of its own (add them to customers.acquisition-channels)
SELECT acquisition_channel, count(DISTINCT customer_id) AS customers
FROM candidate
LEFT ANTI JOIN config.acquisition_channel w USING (acquisition_channel)
WHERE acquisition_channel IS NOT NULL
GROUP BY acquisition_channel;

-- fail every_customer_has_a_period: a customer without one would drop out of every segment
SELECT DISTINCT r.customer_id
FROM silver.customer_record r
LEFT ANTI JOIN after a ON a.customer_id = r.customer_id;
