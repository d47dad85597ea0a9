-- warn unmapped_status: a status is not in support.status-map and counts as open, or as closed where the source says closed
SELECT DISTINCT source, native_status
FROM candidate c
WHERE NOT is_deleted AND native_status IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM config.status_map m
  WHERE m.source = c.source AND m.native_status = lower(c.native_status));

-- warn ticket_without_requester: nobody can be told as the customer
SELECT ticket_id FROM candidate WHERE customer_source_key IS NULL AND NOT is_deleted;

-- warn no_policy_applies: the help desk has SLA policies, but none for this ticket: nothing is promised
SELECT ticket_id
FROM candidate
WHERE policy_id IS NULL AND NOT is_deleted AND NOT is_merged
  AND source IN (SELECT source FROM silver.sla_policy);

-- warn channels_are_known: words for a channel that no configuration names, each a channel of its own (add them to support.channels)
SELECT channel, count(*) AS tickets
FROM candidate
LEFT ANTI JOIN config.channel_name w USING (channel)
WHERE channel IS NOT NULL
GROUP BY channel
