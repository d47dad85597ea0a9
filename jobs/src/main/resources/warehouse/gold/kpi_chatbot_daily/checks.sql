-- fail parts_exceed_whole: contained conversations and fallbacks are parts of the whole
SELECT metric_date, bot, language FROM candidate
WHERE contained > handover_known OR handover_known > conversations OR fallbacks > fallback_known OR fallback_known > turns OR rating_sum > rating_n OR turns < conversations;

-- fail all_conversations: every conversation is in one row
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(conversations), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM silver.chat_conversation) i
WHERE a.n <> i.n
