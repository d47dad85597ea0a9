-- Channels of contacts that support.channels does not name, each a channel of its own
-- of gold.fct_interaction
SELECT channel, count(*) AS contacts
FROM gold.fct_interaction
LEFT ANTI JOIN config.channel_name USING (channel)
WHERE channel IS NOT NULL
GROUP BY channel
ORDER BY contacts DESC, channel
LIMIT 20
