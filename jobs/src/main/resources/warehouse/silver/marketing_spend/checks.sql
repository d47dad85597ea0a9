-- warn acquisition_channels_are_known: words for a channel of spend that no configuration names, each a channel of its own (add them to customers.acquisition-channels)
SELECT acquisition_channel, count(*) AS spend_rows
FROM candidate
LEFT ANTI JOIN config.acquisition_channel w USING (acquisition_channel)
WHERE acquisition_channel IS NOT NULL
GROUP BY acquisition_channel
